import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { codeIn, otherThan, type PrivacyStory, stranger, tellPrivacyStory } from "../testing/story";

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

describe("receipt (C1, C2)", () => {
  test("is acknowledged at once with reference, due date, next step and code", async () => {
    const { requestId, reference, status, dueDate, email } = await told.submitted("2026-09-03T10:00:00Z");
    expect(reference).toMatch(/^DSR-2026-\d{4}$/);
    expect([status, dueDate]).toEqual(["identity_pending", "2026-10-05"]);
    const [mail] = await told.mailsTo(email);
    expect(mail?.subject).toContain(reference);
    expect(mail?.body).toContain("5 October 2026");
    expect(mail?.body).toContain(`${process.env.PUBLIC_URL}/p/${ours.slug}/verify/${requestId}`);
    expect(codeIn(await told.lastMail(email))).toMatch(/^\d{6}$/);
    // Whoever typed the address must not make us send their words to somebody else.
    expect(mail?.body).not.toContain("Dana");
    const row = await told.requestRow(requestId);
    expect(row.endsAt).toBeNull();
    expect(row.holidayTable).toMatch(/^DE-BE, /);
  });

  test("counts the day by the organisation's clock, to its last second", async () => {
    expect((await told.submitted("2026-05-04T21:59:59Z")).dueDate).toBe("2026-06-04");
    expect((await told.submitted("2026-05-04T22:00:00Z")).dueDate).toBe("2026-06-05");
  });

  test("tells nothing about who is known: same answer, mails and work for known and unknown addresses (C10)", async () => {
    const person = ours.person.customer;
    const email = await api.inTenant(ours.id, "read", async (tx) => {
      return (await tx.person.findUniqueOrThrow({ where: { id: person.personId } })).email;
    });
    const known = await told.submitted("2026-06-01T08:00:00Z", email);
    const unknown = await told.submitted("2026-06-01T08:00:00Z");
    const shape = (body: string) => body.replaceAll(/\d{6}|verify\/[\w-]+|DSR-\d+-\d+/g, "…");
    expect(shape(await told.lastMail(known.email))).toBe(shape(await told.lastMail(unknown.email)));
    expect(Object.keys(known)).toEqual(Object.keys(unknown));
    expect((await told.requestRow(known.requestId)).personId).toBeNull();
  });

  test("by staff may be back-dated, never set in the future", async () => {
    api.setClock("2026-06-10T08:00:00Z");
    const input = { kind: "access", channel: "letter", name: "Ada Post", email: stranger() } as const;
    const entered = await api.enterRequest(ours.person.privacy_officer, { ...input, receivedOn: "2026-06-01" });
    expect(entered.dueDate).toBe("2026-07-01");
    expect(entered.receivedAt.toISOString()).toBe("2026-05-31T22:00:00.000Z");
    await expect(
      api.enterRequest(ours.person.privacy_officer, { ...input, receivedOn: "2026-06-11" }),
    ).rejects.toMatchObject({ code: "invalid", details: { fieldErrors: { receivedOn: [expect.any(String)] } } });
    await expect(api.enterRequest(ours.person.employee, { ...input, receivedOn: "2026-06-01" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("signed in needs no code; naming somebody else needs the permission", async () => {
    api.setClock("2026-06-10T08:00:00Z");
    const self = { ...ours.person.employee, authenticatedAt: new Date("2026-06-10T07:59:00Z") };
    const own = await api.createRequest(self, { kind: "access" });
    expect(own.status).toBe("in_review");
    expect(await told.requestRow(own.requestId)).toMatchObject({
      level: "L2",
      personId: self.personId,
      channel: "web",
    });
    const earlier = { ...self, authenticatedAt: new Date("2026-06-10T07:00:00Z") };
    expect((await told.requestRow((await api.createRequest(earlier, { kind: "access" })).requestId)).level).toBe("L1");
    const another = ours.person.customer.personId;
    await expect(api.createRequest(self, { kind: "access", personId: another })).rejects.toMatchObject({
      code: "forbidden",
    });
    const forOther = await api.createRequest(ours.person.privacy_officer, { kind: "access", personId: another });
    expect(forOther.status).toBe("identity_pending");
    await expect(
      api.createRequest(ours.person.privacy_officer, { kind: "access", personId: theirs.person.employee.personId }),
    ).rejects.toMatchObject({ code: "invalid", details: { fieldErrors: { personId: [expect.any(String)] } } });
  });

  test("keeps emoji, right-to-left text and HTML as typed", async () => {
    api.setClock("2026-06-10T08:00:00Z");
    const name = "شهرزاد <b>Ö</b> 🦊";
    const statement = "<script>alert(1)</script>\nשלום 🧾";
    const { requestId } = await api.submitRequest(ours.visitor(), {
      kind: "access",
      name,
      email: stranger(),
      statement,
    });
    expect(await told.requestRow(requestId)).toMatchObject({ name, statement });
  });
});

describe("the one-time code (C4)", () => {
  test("proves the address, once", async () => {
    const { requestId, code, email } = await told.submitted("2026-09-03T10:00:00Z");
    api.setClock("2026-09-03T10:09:59Z");
    const result = await api.verifyRequest(ours.visitor(), {
      requestId,
      code: ` ${code.slice(0, 3)} ${code.slice(3)}`,
    });
    expect(result).toEqual({ proven: true, token: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await told.requestRow(requestId)).toMatchObject({ status: "in_review", level: "L1" });
    expect((await told.requestRow(requestId)).endsAt?.toISOString()).toBe("2026-10-05T22:00:00.000Z");
    expect(await told.lastMail(email)).toContain("/r/");
    expect(await api.verifyRequest(ours.visitor(), { requestId, code })).toEqual({ proven: false, triesLeft: 0 });
  });

  test("guessed five times is worthless, even if the sixth is right", async () => {
    const { requestId, code } = await told.submitted("2026-09-03T10:00:00Z");
    for (const left of [4, 3, 2, 1, 0]) {
      const guess = await api.verifyRequest(ours.visitor(), { requestId, code: otherThan(code) });
      expect(guess).toEqual({ proven: false, triesLeft: left });
    }
    expect(await api.verifyRequest(ours.visitor(), { requestId, code })).toEqual({ proven: false, triesLeft: 0 });
    expect((await told.requestRow(requestId)).status).toBe("identity_pending");
  });

  test("counts every try, also of guesses made at the same time", async () => {
    const { requestId, code } = await told.submitted("2026-09-03T10:00:00Z");
    const guesses = Array.from({ length: 8 }, () =>
      api.verifyRequest(ours.visitor(), { requestId, code: otherThan(code) }),
    );
    const left = (await Promise.all(guesses)).map((each) => (each.proven ? -1 : each.triesLeft));
    expect(left.toSorted()).toEqual([0, 0, 0, 0, 1, 2, 3, 4]);
    expect((await api.verifyRequest(ours.visitor(), { requestId, code })).proven).toBe(false);
  });

  test("expires after ten minutes; a new one ends the old; five a day", async () => {
    const { requestId, code, email } = await told.submitted("2026-09-03T10:00:00Z");
    api.setClock("2026-09-03T10:10:00Z");
    expect((await api.verifyRequest(ours.visitor(), { requestId, code })).proven).toBe(false);
    await api.resendCode(ours.visitor(), { requestId });
    const second = codeIn(await told.lastMail(email));
    api.setClock("2026-09-03T10:11:00Z");
    await api.resendCode(ours.visitor(), { requestId });
    if (second !== codeIn(await told.lastMail(email))) {
      expect((await api.verifyRequest(ours.visitor(), { requestId, code: second })).proven).toBe(false);
    }
    await api.resendCode(ours.visitor(), { requestId });
    await api.resendCode(ours.visitor(), { requestId });
    await expect(api.resendCode(ours.visitor(), { requestId })).rejects.toMatchObject({ code: "rate_limited" });
  });

  test("belongs to its request and its organisation", async () => {
    const first = await told.submitted("2026-09-03T10:00:00Z");
    const second = await told.submitted("2026-09-03T10:00:00Z");
    if (first.code !== second.code) {
      const crossed = await api.verifyRequest(ours.visitor(), { requestId: second.requestId, code: first.code });
      expect(crossed.proven).toBe(false);
    }
    await expect(
      api.verifyRequest(theirs.visitor(), { requestId: first.requestId, code: first.code }),
    ).rejects.toMatchObject({ code: "not_found" });
    const stored = await api.inTenant(ours.id, "read", (tx) => tx.requestCode.findMany());
    expect(stored.some(({ codeHash }) => codeHash.includes(first.code) || codeHash.length !== 64)).toBe(false);
  });

  test("answered late moves the effective date, not the raw one", async () => {
    const { requestId, email } = await told.submitted("2026-09-03T10:00:00Z");
    api.setClock("2026-09-08T10:00:00Z");
    await api.resendCode(ours.visitor(), { requestId });
    await api.verifyRequest(ours.visitor(), { requestId, code: codeIn(await told.lastMail(email)) });
    const row = await told.requestRow(requestId);
    // 3 October + 5 days.
    expect([row.rawDueDate, row.dueDate].map((date) => date.toISOString().slice(0, 10))).toEqual([
      "2026-10-05",
      "2026-10-08",
    ]);
  });

  test("of a second request links it to the first, whose receipt rules (C11)", async () => {
    const email = stranger();
    const first = await told.verified("2026-09-03T10:00:00Z", email);
    const second = await told.verified("2026-09-10T10:00:00Z", email);
    const row = await told.requestRow(second.requestId);
    expect(row).toMatchObject({ linkedToId: first.requestId, status: "in_review" });
    expect(row.dueDate.toISOString().slice(0, 10)).toBe("2026-10-05");
  });
});
