import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  (await import("@/lib/platform/clock")).setClock(null);
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

async function alerts(of: TestOrganization, rule: string) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(of.id, "read", (tx) => tx.alert.findMany({ where: { rule } }));
}

describe("emails that do not leave", () => {
  test("wait for over 15 minutes: health says so, and one alert tells the officers of that organisation", async () => {
    const { setClock } = await import("@/lib/platform/clock");
    const { mailbox } = await import("@/lib/platform/mail/testing/mailbox");
    const { mailsWaitSince } = await import("@/lib/platform/db/door");
    const { waitsTooLong } = await import("@/lib/platform/mail/rules");
    const { alertOfWaitingMails, mailsWait } = await import("./alert");
    const queued = new Date("2026-03-02T09:00:00Z");
    const late = new Date(queued.getTime() + waitsTooLong);
    const { mailPulse } = await import("@/lib/platform/http/mail-pulse");
    setClock(queued);
    await mailbox(ours.id).write("waits@example.com");

    setClock(late);
    expect(await mailsWaitSince(queued)).toBe(false);
    expect(await mailsWait(ours.system(), {})).toBe(false);
    const later = new Date(late.getTime() + 1);
    setClock(later);
    expect(await mailPulse()).toBe("late");
    expect(await mailsWait(ours.system(), {})).toBe(true);
    expect(await mailsWait(theirs.system(), {})).toBe(false);
    await alertOfWaitingMails(ours.system(), {});
    expect(await mailsWait(ours.system(), {})).toBe(false);
    expect(await alerts(ours, "mail-waits")).toMatchObject([{ level: "critical", occurrences: 1 }]);
    expect(await alerts(theirs, "mail-waits")).toEqual([]);
  });

  test("are lost: one alert however many they are, so that its own notices raise no further one", async () => {
    const { alertOfLostMail } = await import("./alert");
    const lost = { mailId: crypto.randomUUID(), kind: "alert.raised" };
    expect(await alertOfLostMail(ours.system(), lost)).toEqual({ raised: true });
    expect(await alertOfLostMail(ours.system(), { ...lost, mailId: crypto.randomUUID() })).toEqual({ raised: false });
    const found = await alerts(ours, "mail-lost");
    expect(found).toMatchObject([{ occurrences: 2 }]);
    expect(JSON.stringify(found)).not.toMatch(/@example/);
    const { isToldByItsDomain } = await import("@/lib/platform/mail/rules");
    expect(["request-1", "officers-request-1", "ticket-1", null].map(isToldByItsDomain)).toEqual([
      ...[true, false, false, false],
    ]);
  });
});
