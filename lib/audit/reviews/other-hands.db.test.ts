import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { createTestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { campaign, inDays, removal, settle } from "./testing/campaign";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
let api: Awaited<ReturnType<typeof load>>;

async function load() {
  return {
    ...(await import("./hand-over")),
    ...(await import("./refuse-removal")),
    ...(await import("./confirm-removal")),
    ...(await import("./close-review")),
    ...(await import("./decide")),
    ...(await import("./queries")),
    ...(await import("@/lib/platform/clock")),
  };
}

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-hands-"));
  process.env.EVIDENCE_STORAGE_PATH = folder;
  api = await load();
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("open decisions are handed over (E8)", () => {
  test("by the reviewer or by an officer; what is decided stays, the new reviewer gets a mail and decides", async () => {
    const { organization, officer, manager, ann, id, item, read } = await campaign();
    const bob = await organization.join("Bob Backup", ["employee"]);
    await api.decideAccess(manager, {
      reviewId: id,
      personId: ann.personId,
      decisions: [{ role: "employee", decision: "keep" }],
    });
    const handOver = (actor: UserActor, from: UserActor, to: UserActor) =>
      api.handOverReview(actor, { reviewId: id, fromId: from.personId, toId: to.personId, reason: "On leave." });
    expect(await handOver(manager, manager, bob)).toEqual({ moved: 1, stayed: 0 });
    expect(await item(ann, "employee")).toMatchObject({ reviewerId: manager.personId, decision: "keep" });
    expect(await item(ann, "support_agent")).toMatchObject({ reviewerId: bob.personId });
    const decide = (actor: UserActor) =>
      api.decideAccess(actor, { reviewId: id, personId: ann.personId, decisions: removal("support_agent") });
    const mails = await read((tx) =>
      tx.mailMessage.findMany({ where: { kind: "access-review" }, orderBy: { id: "asc" } }),
    );
    expect(mails.at(-1)?.body).toMatch(/were handed to you[\s\S]*1 more/);

    await expect(handOver(manager, manager, bob)).rejects.toMatchObject({ code: "conflict" });
    await expect(handOver(manager, bob, manager)).rejects.toMatchObject({ details: { duty: true } });
    expect(await handOver(officer, bob, manager)).toMatchObject({ moved: 1 });
    expect(await handOver(officer, manager, bob)).toMatchObject({ moved: 1 });
    await decide(bob).catch((error) => expect(error).toMatchObject({ details: { duty: true } }));
  });

  test("never to the person themselves, a customer, a stranger or the same; nor by somebody who has nothing to do with it", async () => {
    const { organization, officer, manager, ann, id, item } = await campaign();
    const theirs = await createTestOrganization("Elsewhere");
    const to = (person: UserActor, actor = officer) =>
      api.handOverReview(actor, { reviewId: id, fromId: manager.personId, toId: person.personId, reason: "x" });
    await expect(to(ann)).rejects.toMatchObject({ code: "conflict" });
    for (const nobody of [organization.person.customer, theirs.person.employee, manager]) {
      await expect(to(nobody)).rejects.toMatchObject({ code: "invalid" });
    }
    await expect(to(officer, theirs.person.compliance_officer)).rejects.toMatchObject({ code: "not_found" });
    await expect(to(officer, ann)).rejects.toMatchObject({ code: "not_found" });
    await expect(to(officer, organization.person.customer)).rejects.toMatchObject({ code: "forbidden" });
    expect(await item(ann, "employee")).toMatchObject({ reviewerId: manager.personId });
    const choices = await api.reviewerChoices(manager, {});
    expect(choices.map((each) => each.id)).not.toContain(organization.person.customer.personId);
    api.setClock(new Date(`${inDays(12)}T12:00:00Z`));
    try {
      await expect(to(officer)).rejects.toThrow(/The last day was/);
    } finally {
      api.setClock(null);
    }
  });
});

test("the second person refuses: the roles stay, the campaign ends, and its evidence says who and why (E8)", async () => {
  const { organization, officer, id, item, rolesOf, answerRest } = await campaign();
  const { admin, executive, auditor } = organization.person;
  await api.decideAccess(officer, { reviewId: id, personId: executive.personId, decisions: removal("executive") });
  await answerRest();
  await api.closeReview(officer, { reviewId: id });
  expect(await settle(organization, id)).toEqual({ finished: false });
  const refuse = (actor: UserActor, reason = "Still in charge.") =>
    api.refuseRemoval(actor, { reviewId: id, personId: executive.personId, reason });
  await expect(refuse(officer)).rejects.toMatchObject({ details: { duty: true } });
  await expect(refuse(auditor)).rejects.toMatchObject({ code: "forbidden" });
  await expect(refuse(admin, " ")).rejects.toMatchObject({ code: "invalid" });
  await refuse(admin);
  await expect(refuse(admin)).rejects.toMatchObject({ code: "conflict" });
  const about = { reviewId: id, personId: executive.personId };
  await expect(api.confirmRemoval(admin, about)).rejects.toMatchObject({ code: "conflict" });
  expect(await item(executive, "executive")).toMatchObject({
    ...{ outcome: "refused", approverId: admin.personId, refusal: "Still in charge.", executedAt: null },
  });
  expect(await settle(organization, id)).toEqual({ finished: true });
  expect(await rolesOf(executive)).toEqual(["executive"]);
  const shown = await api.readReview(auditor, { id, view: "exceptions" });
  expect(shown.items.map(({ outcome }) => outcome)).toContain("refused");
  // The database keeps the reason with the refusal, also past this code.
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const where = { reviewId: id, outcome: "refused" } as const;
  await expect(
    inTenant(organization.id, "write", (tx) => tx.accessReviewItem.updateMany({ where, data: { refusal: null } })),
  ).rejects.toThrow(/refused_with_reason/);
});
