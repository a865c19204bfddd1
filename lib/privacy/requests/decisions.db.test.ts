import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { type PrivacyStory, stranger, tellPrivacyStory } from "../testing/story";

let told: PrivacyStory;
let api: PrivacyStory["api"];
let ours: PrivacyStory["ours"];
let theirs: TestOrganization;

beforeAll(async () => {
  told = await tellPrivacyStory();
  ({ api, ours } = told);
  theirs = await createTestOrganization("Theirs");
});
afterEach(() => api.setClock(null));
afterAll(() => told.end());

describe("the personal link (C13)", () => {
  test("withdraws its own request, once", async () => {
    const { requestId, token, email } = await told.verified("2026-09-03T10:00:00Z");
    const actor = await told.subject(token);
    await api.withdrawRequest(actor, {});
    expect(await told.requestRow(requestId)).toMatchObject({ status: "withdrawn" });
    expect(await told.lastMail(email)).toContain("withdrew");
    await expect(api.withdrawRequest(actor, {})).rejects.toMatchObject({ code: "conflict" });
    const reopen = api.inTenant(ours.id, "write", (tx) =>
      tx.dataSubjectRequest.update({ where: { id: requestId }, data: { status: "in_review" } }),
    );
    await expect(reopen).rejects.toThrow(/not opened again/);
  });

  test("is unknown (404) with another token and gone (410) when it is over", async () => {
    const { token } = await told.verified("2026-09-03T10:00:00Z");
    await expect(told.subject(`${token.slice(0, -2)}zz`)).rejects.toMatchObject({ code: "not_found" });
    api.setClock("2027-09-03T10:00:01Z");
    await expect(told.subject(token)).rejects.toMatchObject({ code: "gone" });
  });

  test("is for its subject: people withdraw only what is theirs", async () => {
    const { requestId } = await told.verified("2026-09-03T10:00:00Z");
    await expect(api.withdrawRequest(ours.person.employee, { requestId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("decisions (C6–C9)", () => {
  const officer = () => ours.person.privacy_officer;
  const decisionOf = async (requestId: string, state: "prepared" | "returned") =>
    (
      await api.inTenant(ours.id, "read", (tx) =>
        tx.requestDecision.findFirstOrThrow({ where: { requestId, state }, select: { id: true } }),
      )
    ).id;

  test("approving needs the level of the matrix, or a reason why there is no doubt", async () => {
    api.setClock("2026-09-03T10:00:00Z");
    const person = await ours.join("Hal Filed", ["customer"]);
    const forHal = await api.createRequest(officer(), { kind: "access", personId: person.personId });
    await expect(api.approveRequest(officer(), { requestId: forHal.requestId })).rejects.toMatchObject({
      code: "conflict",
    });
    const { requestId } = await told.verified("2026-09-03T10:00:00Z");
    expect(await api.approveRequest(officer(), { requestId })).toEqual({ waits: false });
    expect(await told.requestRow(requestId)).toMatchObject({ status: "approved" });
    await expect(api.approveRequest(officer(), { requestId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("refusing takes a second person, who sends the letter", async () => {
    const { requestId, reference, email } = await told.verified("2026-09-03T10:00:00Z");
    const refuse = {
      requestId,
      code: "manifestly_excessive",
      narrative: "You asked the same nine times this month.",
    } as const;
    await api.prepareRefusal(officer(), refuse);
    await expect(api.prepareRefusal(officer(), refuse)).rejects.toMatchObject({ code: "conflict" });
    await expect(api.confirmDecision(officer(), { requestId })).rejects.toMatchObject({
      code: "forbidden",
      details: { duty: true },
    });
    expect((await told.requestRow(requestId)).status).toBe("in_review");
    const second = await ours.join("Second Officer", ["privacy_officer"]);
    await api.confirmDecision(second, { requestId });
    expect(await told.requestRow(requestId)).toMatchObject({ status: "refused" });
    const letter = await told.lastMail(email);
    for (const part of ["Article 12(5) GDPR", "nine times", "Example Data Protection Authority", "judicial remedy"]) {
      expect(letter).toContain(part);
    }
    const decision = await api.inTenant(ours.id, "read", (tx) =>
      tx.requestDecision.findFirst({ where: { requestId } }),
    );
    expect(decision?.letter).toContain(reference);
    await expect(api.confirmDecision(second, { requestId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("a returned decision leaves the request as it was; erasing waits for a second person too", async () => {
    const { requestId } = await told.verified("2026-09-03T10:00:00Z", stranger(), "erasure");
    expect(await api.approveRequest(officer(), { requestId })).toEqual({ waits: true });
    const second = await ours.join("Third Officer", ["privacy_officer"]);
    await api.returnDecision(second, { requestId, reason: "Check the invoices first." });
    expect((await told.requestRow(requestId)).status).toBe("in_review");
    const returned = await decisionOf(requestId, "returned");
    await api.approveRequest(officer(), { requestId });
    // Whoever read the returned one confirms nothing else by it.
    const stale = { requestId, decisionId: returned };
    await expect(api.confirmDecision(second, stale)).rejects.toMatchObject({ code: "conflict" });
    await expect(api.returnDecision(second, { ...stale, reason: "Still the invoices." })).rejects.toMatchObject({
      code: "conflict",
    });
    expect((await told.requestRow(requestId)).status).toBe("in_review");
    await api.confirmDecision(second, { requestId, decisionId: await decisionOf(requestId, "prepared") });
    expect((await told.requestRow(requestId)).status).toBe("approved");
    // Nothing is carried out that the portal cannot carry out.
    await expect(api.executeRequest(officer(), { requestId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("grounds of erasure do not refuse a copy; roles and organisations are kept apart", async () => {
    const { requestId } = await told.verified("2026-09-03T10:00:00Z");
    const legal = { requestId, code: "legal_claims", narrative: "x" } as const;
    await expect(api.prepareRefusal(officer(), legal)).rejects.toMatchObject({ code: "invalid" });
    await expect(api.approveRequest(ours.person.admin, { requestId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(api.approveRequest(theirs.person.privacy_officer, { requestId })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("more time: once, with a notice, never after the first date", async () => {
    const { requestId, email } = await told.verified("2026-01-31T10:00:00Z");
    const more = { requestId, months: 2, reason: "Many systems." };
    expect(await api.extendRequest(officer(), more)).toEqual({ dueDate: "2026-04-30" });
    expect(await told.lastMail(email)).toContain("30 April 2026");
    await expect(api.extendRequest(officer(), more)).rejects.toMatchObject({ code: "conflict" });
    const late = await told.verified("2026-01-31T10:00:00Z");
    api.setClock("2026-03-03T10:00:00Z");
    await expect(api.extendRequest(officer(), { ...more, requestId: late.requestId })).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("the sweep", () => {
  test("reminds at 10, 5 and 2 days and day 25, says overdue once, and nothing twice", async () => {
    const alone = await createTestOrganization("Sweep");
    api.setClock("2026-09-03T10:00:00Z");
    const self = { ...alone.person.employee, authenticatedAt: new Date("2026-09-03T10:00:00Z") };
    const { requestId } = await api.createRequest(self, { kind: "access" });
    const kindsAfter = async (at: string) => {
      api.setClock(at);
      await api.sweepOrganization(alone.system());
      await api.sweepOrganization(alone.system());
      const rows = await api.inTenant(alone.id, "read", (tx) => tx.requestReminder.findMany({ where: { requestId } }));
      return rows.map(({ kind }) => kind).toSorted();
    };
    expect(await kindsAfter("2026-09-24T10:00:00Z")).toEqual([]);
    expect(await kindsAfter("2026-09-25T10:00:00Z")).toEqual(["left-10"]);
    expect(await kindsAfter("2026-09-28T10:00:00Z")).toEqual(["day-25", "left-10"]);
    expect(await kindsAfter("2026-09-30T10:00:00Z")).toEqual(["day-25", "left-10", "left-5"]);
    expect(await kindsAfter("2026-10-05T21:59:59Z")).toEqual(["day-25", "left-10", "left-2", "left-5"]);
    expect(await kindsAfter("2026-10-05T22:00:00Z")).toContain("overdue");
    const events = await api.inTenant(alone.id, "read", (tx) =>
      tx.outboxEvent.count({ where: { name: "privacy/request.overdue" } }),
    );
    expect(events).toBe(1);
    const officers = await api.inTenant(alone.id, "read", (tx) =>
      tx.mailMessage.count({ where: { kind: "request-reminder" } }),
    );
    expect(officers).toBe(5);
  });

  test("closes by letter what was not confirmed for 90 days", async () => {
    const { requestId, email } = await told.submitted("2026-03-01T10:00:00Z");
    api.setClock("2026-05-29T10:00:00Z");
    await api.sweepOrganization(ours.system());
    expect((await told.requestRow(requestId)).status).toBe("identity_pending");
    api.setClock("2026-05-30T10:00:01Z");
    await api.sweepOrganization(ours.system());
    expect((await told.requestRow(requestId)).status).toBe("closed_unverified");
    expect(await told.lastMail(email)).toContain("not confirmed within 90 days");
  });
});
