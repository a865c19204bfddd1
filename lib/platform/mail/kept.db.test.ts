import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { answer, header, startMailServer } from "./testing/mail-server";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let organization: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  delete process.env.SMTP_URL;
  organization = await createTestOrganization();
});
afterAll(async () => {
  await (await import("../db/client")).disconnect();
  await database.drop();
});

/** As after a restart with another configuration. */
async function restart(smtpUrl: string | undefined) {
  await (await import("../db/client")).disconnect();
  vi.resetModules();
  if (smtpUrl === undefined) delete process.env.SMTP_URL;
  else process.env.SMTP_URL = smtpUrl;
  const { mailbox, until } = await import("./testing/mailbox");
  const { sendMails } = await import("./outbox");
  const { startDelivery } = await import("./delivery");
  return { box: mailbox(organization.id), until, sendMails, start: () => startDelivery({ pollMs: 20 }) };
}

test("mails kept without a server stay when one appears, until a person chooses them; never a code past its time", async () => {
  const { admin, employee } = organization.person;
  const without = await restart(undefined);
  const hour = new Date(Date.now() + 3_600_000);
  const old = await without.box.write("old@example.com");
  const chosen = await without.box.write("chosen@example.com", { expiresAt: hour });
  const dead = await without.box.write("dead@example.com", { expiresAt: new Date(Date.now() - 1) });
  expect(await without.box.states([old, chosen, dead])).toEqual(["kept", "kept", "kept"]);
  await expect(without.sendMails(admin, { ids: [chosen] })).rejects.toMatchObject({ code: "conflict" });

  const server = await startMailServer();
  const { box, until, sendMails, start } = await restart(server.url);
  const delivery = start();
  const fresh = await box.write("fresh@example.com");
  await until(async () => (await box.read(fresh)).state === "sent");
  expect(server.received.map(({ to }) => to)).toEqual(["fresh@example.com"]);
  expect(await box.states([old, chosen, dead])).toEqual(["kept", "kept", "kept"]);

  await expect(sendMails(employee, { ids: [chosen] })).rejects.toMatchObject({ code: "forbidden" });
  await expect(sendMails(admin, { ids: [dead] })).rejects.toMatchObject({ code: "conflict" });
  expect(await sendMails(admin, { ids: [chosen, dead] })).toEqual({ sent: 1, outdated: 1 });
  await until(async () => (await box.read(chosen)).state === "sent");
  expect(await box.states([old, dead])).toEqual(["kept", "kept"]);

  // Once more to somebody who lost it: a mail of its own, which the reader's mailbox shows.
  await sendMails(admin, { ids: [chosen] });
  await until(() => server.received.filter(({ to }) => to === "chosen@example.com").length === 2);
  const ids = server.received.filter(({ to }) => to === "chosen@example.com").map((m) => header(m, "Message-ID"));
  expect(new Set(ids).size).toBe(2);
  await delivery.stop();
  await server.close();
});

test("a person tries a refused or waiting mail again at once", async () => {
  const { admin } = organization.person;
  let refuses: Error | null = answer(550, "no such user");
  const server = await startMailServer({
    onRecipient() {
      if (refuses) throw refuses;
    },
  });
  const { box, until, sendMails, start } = await restart(server.url);
  const delivery = start();
  const id = await box.write("moved@example.com");
  await until(async () => (await box.read(id)).state === "failed");
  refuses = answer(451, "later");
  await sendMails(admin, { ids: [id] });
  await until(async () => (await box.read(id)).trouble === "busy");
  expect(await box.read(id)).toMatchObject({ state: "queued", attempts: 1 });
  refuses = null;
  await sendMails(admin, { ids: [id] });
  await until(async () => (await box.read(id)).state === "sent");
  await delivery.stop();
  await server.close();
});

test("a server that is taken away leaves its queue kept", async () => {
  const nobody = await startMailServer();
  await nobody.close();
  const { box } = await restart(nobody.url);
  const id = await box.write("stuck@example.com");
  expect(await box.states([id])).toEqual(["queued"]);
  const without = await restart(undefined);
  const delivery = without.start();
  await without.until(async () => (await without.box.read(id)).state === "kept");
  await delivery.stop();
});
