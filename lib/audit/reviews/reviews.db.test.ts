import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import type { Role } from "@/lib/platform/auth/roles";
import { unzip } from "@/lib/privacy/testing/unzip";
import { createTestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { campaign, changeDirectly, inDays, removal, settle } from "./testing/campaign";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-reviews-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
});
afterEach(async () => (await import("@/lib/platform/clock")).setClock(null));
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("an access review (E8)", () => {
  test("goes from the population to the removal and ends as evidence", async () => {
    const { organization, officer, manager, ann, id, read, rolesOf, item, answerRest } = await campaign();
    const { decideAccess } = await import("./decide");
    const { closeReview } = await import("./close-review");
    const { populationHash } = await import("./population");
    const decisions = [
      ...removal("support_agent"),
      {
        role: "employee" as const,
        decision: "change" as const,
        newRole: "customer" as const,
        reason: "Freelance now.",
      },
    ];
    await decideAccess(manager, { reviewId: id, personId: ann.personId, decisions });
    await answerRest();
    expect(await rolesOf(ann)).toEqual(["employee", "support_agent"]);

    await closeReview(officer, { reviewId: id });
    expect(await item(ann, "support_agent")).toMatchObject({ outcome: "planned", approverId: officer.personId });
    expect(await settle(organization, id)).toEqual({ finished: true });
    expect(await rolesOf(ann)).toEqual(["customer"]);
    expect(await item(ann, "support_agent")).toMatchObject({ outcome: "done", executedAt: expect.any(Date) });
    expect(await settle(organization, id)).toEqual({ finished: true });

    const review = await read((tx) => tx.accessReview.findUniqueOrThrow({ where: { id } }));
    expect(review.status).toBe("closed");
    const changes = await read((tx) => tx.auditEvent.findMany({ where: { action: "person.change-roles" } }));
    expect(changes).toHaveLength(1);
    const leaf = JSON.parse(Buffer.from(changes[0]?.leaf ?? []).toString());
    expect(leaf.change).toMatchObject({
      before: { roles: ["employee", "support_agent"] },
      after: { roles: ["customer"], proposedBy: manager.personId, approvedBy: officer.personId },
    });
    expect(JSON.stringify(leaf)).not.toContain("Freelance");

    const { downloadEvidence } = await import("../evidence/queries");
    const { fileResponse } = await import("@/lib/platform/http/file-response");
    const { version, object } = await downloadEvidence(organization.person.auditor, { id: review.evidenceId ?? "" });
    expect(version.evidence.title).toContain("Access review <b>Q4</b>");
    const files = await unzip(
      Buffer.from(await (await fileResponse(object, "r.zip", "application/zip")).arrayBuffer()),
    );
    const manifest = JSON.parse(files.get("manifest.json") ?? "{}");
    expect(manifest).toMatchObject({ population_hash: review.populationHash, people: review.people });
    const { csvCells } = await import("../csv");
    const [head = "", ...lines] = (files.get("rows.csv") ?? "").trimEnd().split("\r\n");
    const names = csvCells(head);
    const rows = lines.map((line) => Object.fromEntries(csvCells(line).map((cell, at) => [names[at], cell])));
    expect(manifest.rows).toBe(rows.length);
    expect(rows.find(({ person, role }) => person === "Ann Able" && role === "support_agent")).toMatchObject({
      decision: "remove",
      reviewer: "Maria Manager",
      second_person: "Test compliance_officer",
      outcome: "done",
    });
    // Anybody can make the hash of the population again from the rows.
    const people = new Map(rows.map((row) => [row.person_id ?? "", row]));
    const subjects = [...people.values()].map((row) => ({
      personId: row.person_id ?? "",
      roles: (row.roles ?? "").split(" ") as Role[],
      department: row.department || null,
      managerId: row.manager_id || null,
      lastSignInAt: row.last_sign_in || null,
    }));
    expect(populationHash(subjects)).toBe(review.populationHash);
  });

  test("asks the manager, else the owner, and about the owner another officer; a mail each", async () => {
    const { organization, officer, manager, ann, read, id, item } = await campaign();
    expect(await item(ann, "employee")).toMatchObject({ reviewerId: manager.personId });
    expect(await item(organization.person.employee, "employee")).toMatchObject({ reviewerId: officer.personId });
    // The only compliance officer: the administrator is asked about them.
    expect(await item(officer, "compliance_officer")).toMatchObject({ reviewerId: organization.person.admin.personId });
    const mails = await read((tx) => tx.mailMessage.findMany({ where: { kind: "access-review" } }));
    expect(mails).toHaveLength(3);
    for (const { body } of mails) expect(body).toContain(`/audit/reviews/${id}/decide`);
  });

  test("the wrong reviewer and the person themselves are refused, and it is on record", async () => {
    const { organization, manager, ann, id, read } = await campaign();
    const { decideAccess } = await import("./decide");
    const decide = (actor: UserActor, person: UserActor, role: Role) =>
      decideAccess(actor, { reviewId: id, personId: person.personId, decisions: removal(role) });
    await expect(decide(organization.person.support_manager, ann, "employee")).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(decide(ann, ann, "employee")).rejects.toThrow("Nobody reviews their own access");
    await expect(decide(manager, manager, "employee")).rejects.toThrow("Nobody reviews their own access");
    await expect(decide(organization.person.customer, ann, "employee")).rejects.toMatchObject({ code: "forbidden" });
    const denied = await read((tx) =>
      tx.auditEvent.count({ where: { action: "access-review.decide", outcome: "denied" } }),
    );
    expect(denied).toBe(4);
    const stranger = await createTestOrganization("Elsewhere");
    const there = stranger.person.compliance_officer;
    await expect(decide(there, ann, "employee")).rejects.toMatchObject({ code: "not_found" });
  });

  test("a decision stands, needs its reason, and comes too late after the last day", async () => {
    const { manager, officer, ann, id } = await campaign();
    const { decideAccess } = await import("./decide");
    const { closeReview } = await import("./close-review");
    const { setClock } = await import("@/lib/platform/clock");
    const about = { reviewId: id, personId: ann.personId };
    await expect(
      decideAccess(manager, { ...about, decisions: [{ role: "employee", decision: "remove" }] }),
    ).rejects.toMatchObject({
      code: "invalid",
      details: { fieldErrors: { "decisions.0.reason": [expect.any(String)] } },
    });
    await expect(
      decideAccess(manager, {
        ...about,
        decisions: [{ role: "employee", decision: "change", newRole: "support_agent", reason: "x" }],
      }),
    ).rejects.toMatchObject({ code: "invalid" });
    await expect(decideAccess(manager, { ...about, decisions: removal("admin") })).rejects.toMatchObject({
      code: "not_found",
    });

    await decideAccess(manager, { ...about, decisions: [{ role: "employee", decision: "keep" }] });
    await expect(decideAccess(manager, { ...about, decisions: removal("employee") })).rejects.toThrow(
      "a decision stands",
    );
    await expect(closeReview(officer, { reviewId: id })).rejects.toThrow("are open until");

    setClock(new Date(Date.now() + 12 * 86_400_000));
    await expect(decideAccess(manager, { ...about, decisions: removal("support_agent") })).rejects.toThrow(
      "The last day was",
    );
    const { counts } = await closeReview(officer, { reviewId: id });
    expect(counts).toMatchObject({ kept: 1, exception: expect.any(Number) });
    await expect(closeReview(officer, { reviewId: id })).rejects.toThrow("closed already");
    await expect(decideAccess(manager, { ...about, decisions: removal("support_agent") })).rejects.toThrow("is closed");
  });

  test("two decisions at the same moment: one stands", async () => {
    const { manager, ann, id, item } = await campaign();
    const { decideAccess } = await import("./decide");
    const about = { reviewId: id, personId: ann.personId };
    const both = await Promise.allSettled([
      decideAccess(manager, { ...about, decisions: removal("employee") }),
      decideAccess(manager, { ...about, decisions: [{ role: "employee", decision: "keep" }] }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await item(ann, "employee")).decision).not.toBeNull();
  });

  test("who has left loses nothing more; whose roles changed meanwhile keeps them, and the conflict is shown", async () => {
    const { organization, officer, manager, ann, id, item, rolesOf, answerRest } = await campaign();
    const { decideAccess } = await import("./decide");
    const { closeReview } = await import("./close-review");
    const { reviewerDesk } = await import("./queries");
    const employee = organization.person.support_agent;
    await decideAccess(manager, { reviewId: id, personId: ann.personId, decisions: removal("support_agent") });
    await decideAccess(officer, {
      reviewId: id,
      personId: organization.person.support_manager.personId,
      decisions: [{ role: "support_manager", decision: "keep" }],
    });
    await changeDirectly(employee, { active: false });
    await changeDirectly(ann, { roles: ["employee", "support_agent", "admin"] });
    const desk = await reviewerDesk(manager, { id });
    expect(desk.people.find(({ personId }) => personId === ann.personId)).toMatchObject({
      frozen: ["employee", "support_agent"],
      now: ["employee", "support_agent", "admin"],
    });
    await answerRest();
    await closeReview(officer, { reviewId: id });
    expect(await item(employee, "support_agent")).toMatchObject({ outcome: "left" });
    await settle(organization, id);
    expect(await item(ann, "support_agent")).toMatchObject({
      outcome: "conflict",
      foundRoles: ["employee", "support_agent", "admin"],
    });
    expect(await rolesOf(ann)).toEqual(["employee", "support_agent", "admin"]);
    const { readReview } = await import("./queries");
    const shown = await readReview(organization.person.auditor, { id, view: "exceptions" });
    expect(shown.items.map(({ outcome }) => outcome).toSorted()).toEqual(["conflict", "left"]);
  });

  test("what the closing officer decided waits for a second person, who is neither of the two", async () => {
    const { organization, officer, id, item, rolesOf, answerRest } = await campaign();
    const { decideAccess } = await import("./decide");
    const { closeReview } = await import("./close-review");
    const { confirmRemoval } = await import("./confirm-removal");
    const { myReviewWork } = await import("./queries");
    const { admin, executive } = organization.person;
    await decideAccess(officer, { reviewId: id, personId: executive.personId, decisions: removal("executive") });
    await answerRest();
    await closeReview(officer, { reviewId: id });
    expect(await settle(organization, id)).toEqual({ finished: false });
    expect(await item(executive, "executive")).toMatchObject({ outcome: "waiting", approverId: null });
    expect(await rolesOf(executive)).toEqual(["executive"]);
    expect((await myReviewWork(admin, {})).items).toMatchObject([{ kind: "confirm", count: 1 }]);
    const confirm = (actor: UserActor) => confirmRemoval(actor, { reviewId: id, personId: executive.personId });
    await expect(confirm(officer)).rejects.toThrow("somebody else confirms it");
    await expect(confirm({ ...executive, roles: ["admin"] })).rejects.toThrow("somebody else confirms it");
    await expect(confirm(organization.person.auditor)).rejects.toMatchObject({ code: "forbidden" });
    await confirm(admin);
    await expect(confirm(admin)).rejects.toMatchObject({ code: "conflict" });
    expect(await settle(organization, id)).toEqual({ finished: true });
    expect(await rolesOf(executive)).toEqual([]);
  });

  test("the database itself refuses self-review, a lone removal, another population and a second decision", async () => {
    const { ann, manager, id, item } = await campaign();
    const { client } = await import("@/lib/platform/db/client");
    const { decideAccess } = await import("./decide");
    const { id: itemId } = await item(ann, "employee");
    const set = (data: Parameters<ReturnType<typeof client>["accessReviewItem"]["update"]>[0]["data"]) =>
      client().accessReviewItem.update({ where: { id: itemId }, data });
    await expect(set({ reviewerId: ann.personId })).rejects.toThrow("reviewer_is_not_the_person");
    await expect(set({ approverId: manager.personId })).rejects.toThrow("approver_is_a_third");
    await expect(set({ outcome: "done" })).rejects.toThrow("carried_out_by_two");
    await decideAccess(manager, { reviewId: id, personId: ann.personId, decisions: removal("employee") });
    await expect(set({ decision: "keep" })).rejects.toThrow("a decision once taken is not changed");
    await expect(
      client().accessReviewSubject.updateMany({ where: { reviewId: id }, data: { department: "x" } }),
    ).rejects.toThrow("never changed");
  });

  test("reminders go out once each, on the last days only", async () => {
    const { organization, manager, ann, id, read, answerRest } = await campaign();
    const { dueReviewReminders, remindReviewer } = await import("./remind");
    const { setClock } = await import("@/lib/platform/clock");
    const system = organization.system();
    expect(await dueReviewReminders(system, {})).toEqual([]);
    setClock(new Date(Date.now() + 8 * 86_400_000));
    const due = await dueReviewReminders(system, {});
    expect(due.find(({ reviewerId }) => reviewerId === manager.personId)).toMatchObject({ reviewId: id, kind: "soon" });
    for (const each of [...due, ...due]) await remindReviewer(system, each);
    const mails = await read((tx) =>
      tx.mailMessage.findMany({ where: { kind: "access-review", subject: { contains: "open decisions" } } }),
    );
    expect(mails).toHaveLength(due.length);
    setClock(null);
    const { decideAccess } = await import("./decide");
    await decideAccess(manager, { reviewId: id, personId: ann.personId, decisions: removal("employee") });
    await answerRest();
    setClock(new Date(Date.now() + 10 * 86_400_000));
    expect(await dueReviewReminders(system, {})).toEqual([]);
  });

  test("begins only with a usable last day, by an officer, and is seen by nobody else", async () => {
    const { organization, id, manager } = await campaign();
    const { startReview } = await import("./start-review");
    const { listReviews, readReview, reviewerDesk } = await import("./queries");
    const { auditor, compliance_officer, employee } = organization.person;
    for (const dueOn of [inDays(0), inDays(200)]) {
      await expect(startReview(compliance_officer, { title: "x", dueOn })).rejects.toMatchObject({ code: "invalid" });
    }
    await expect(startReview(auditor, { title: "x", dueOn: inDays(5) })).rejects.toMatchObject({ code: "forbidden" });
    expect((await listReviews(auditor, {})).reviews).toMatchObject([{ id, decided: 0 }]);
    await expect(readReview(manager, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(reviewerDesk(employee, { id })).rejects.toMatchObject({ code: "not_found" });
    const stranger = (await createTestOrganization("Elsewhere")).person;
    await expect(readReview(stranger.auditor, { id })).rejects.toMatchObject({ code: "not_found" });
  });
});
