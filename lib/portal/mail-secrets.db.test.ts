import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startMailServer } from "@/lib/platform/mail/testing/mail-server";
import { tellPrivacyStory } from "@/lib/privacy/testing/story";

let story: Awaited<ReturnType<typeof tellPrivacyStory>>;
let server: Awaited<ReturnType<typeof startMailServer>>;

beforeAll(async () => {
  server = await startMailServer();
  process.env.SMTP_URL = server.url;
  story = await tellPrivacyStory();
});
afterAll(async () => {
  await story.end();
  await server.close();
});

const textIn = (raw: string) => raw.replaceAll("=\r\n", "").replaceAll("=3D", "=");
const once = <T>(_: string, work: () => Promise<T>) => work();

async function rowsOf(sql: string): Promise<string[]> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ text: string }>(sql).finally(() => client.end());
  return rows.map(({ text }) => text);
}

/** One mail of each kind that opens something: a story up to the code of a download, and a digest. */
async function tellAll() {
  const { api, ours, lastMail } = story;
  const { until } = await import("@/lib/platform/mail/testing/mailbox");
  const { startDelivery } = await import("@/lib/platform/mail/delivery");
  const { collect } = await import("@/lib/privacy/packages/run");
  const { sendDownloadCode } = await import("@/lib/privacy/packages/download");
  const { policyStory } = await import("@/lib/policies/testing/story");
  const { remindPeople } = await import("@/lib/policies/reminders/remind-people");
  const { contributions } = await import("./contributions");
  const { codeIn, linkIn } = await import("@/lib/privacy/testing/story");
  const officer = ours.person.privacy_officer;
  const delivery = startDelivery({ pollMs: 20 });
  const arrived = () =>
    until(() =>
      api.inTenant(ours.id, "read", async (tx) => (await tx.mailMessage.count({ where: { state: "queued" } })) === 0),
    );
  const clock = (minute: number) => api.setClock(new Date(Date.parse("2026-06-08T09:00:00Z") + minute * 60_000));

  api.setClock("2026-06-01T09:00:00Z");
  const policies = await policyStory(ours);
  await policies.publish("Read me.", [{ kind: "role", value: "employee" }]);
  const { requestId, email } = await story.submitted("2026-06-08T09:00:00Z");
  await remindPeople(ours.system(), { after: null, limit: 500 });
  await api.createRequest(ours.person.employee, { kind: "objection", description: "No." });
  await arrived();
  clock(1);
  await api.resendCode(ours.visitor(), { requestId });
  await arrived();
  clock(2);
  await api.verifyRequest(ours.visitor(), { requestId, code: codeIn(await lastMail(email)) });
  await arrived();
  const followed = linkIn(await lastMail(email), "r");
  clock(3);
  await api.approveRequest(officer, { requestId });
  await collect(ours.system(), contributions.dataSources, requestId, once);
  await arrived();
  const download = linkIn(await lastMail(email), "download");
  clock(4);
  await sendDownloadCode(await story.subject(download), {});
  await arrived();
  await delivery.stop();
  return { email, followed, code: codeIn(await lastMail(email)), contributions };
}

test("no mail holds a code or link that works, in any of its columns; each arrives with it; no package has one", async () => {
  const { api, ours } = story;
  const { email, followed, code, contributions } = await tellAll();
  const mails = await api.inTenant(ours.id, "read", (tx) =>
    tx.mailMessage.findMany({ where: { secrets: { some: {} } }, include: { secrets: true }, orderBy: { id: "asc" } }),
  );
  expect(new Set(mails.map(({ kind }) => kind))).toEqual(
    new Set([
      ...["request-acknowledgement", "request-code", "request-confirmed", "request-package", "package-code"],
      "policy-digest",
    ]),
  );
  expect(mails.every(({ state }) => state === "sent")).toBe(true);

  const texts = server.received.map(({ raw }) => textIn(raw)).join("\n");
  const tokens = [...texts.matchAll(/\/(?:r|download|open)\/([\w-]{43})/g)].map(([, token]) => token ?? "");
  const codes = [...texts.matchAll(/: (\d{6})\r?$/gm)].map(([, digits]) => digits ?? "");
  expect(new Set(tokens).size).toBeGreaterThanOrEqual(4);
  expect(tokens).toContain(followed);
  expect(new Set(codes)).toContain(code);
  const kept = (
    await rowsOf(
      "select mail_message::text || mail_secret::text as text from mail_message left join mail_secret on mail_id = mail_message.id",
    )
  ).join("\n");
  for (const token of tokens) expect(kept).not.toContain(token);
  const words = (
    await rowsOf("select subject || ' ' || body || ' ' || coalesce(error, '') as text from mail_message")
  ).join("\n");
  for (const digits of codes) expect(words).not.toContain(digits);

  // Codes that were used and the opened download have lost their keys; what nobody opened has not.
  const open = (kind: string) =>
    mails
      .filter((mail) => mail.kind === kind)
      .flatMap(({ secrets }) => secrets.map(({ wrappedKey }) => wrappedKey !== null));
  expect(open("request-code")).toEqual([false]);
  expect(open("request-package")).toEqual([false]);
  expect(open("request-confirmed")).toEqual([true]);
  expect(open("policy-digest")).toContain(true);
  await story.subject(followed);
  const after = await api.inTenant(ours.id, "read", (tx) =>
    tx.mailSecret.findMany({ where: { mail: { kind: "request-confirmed" } } }),
  );
  expect(after.map(({ wrappedKey }) => wrappedKey)).toEqual([null]);

  const { mailbox } = await import("@/lib/platform/mail/testing/mailbox");
  const digits = "Ticket 5f3e482913a0, order 482913, see /policies/019d-123456-7";
  await mailbox(ours.id).write(email, { body: digits });
  const source = contributions.dataSources.find(({ id }) => id === "mails");
  const read = <T>(work: Parameters<typeof api.inTenant<T>>[2]) => api.inTenant(ours.id, "read", work);
  const bodies: string[] = [];
  for await (const { row } of source?.collect({ emails: [email] } as never, read as never) ?? [])
    bodies.push(String(row.body));
  expect(bodies).toContain(digits);
  expect(bodies.filter((body) => body.includes("••••••"))).toHaveLength(5);
  for (const secret of [...tokens, ...codes]) expect(bodies.join("\n")).not.toContain(`${secret}\n`);
});
