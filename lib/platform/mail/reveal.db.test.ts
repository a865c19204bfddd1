import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { newId } from "../ids";
import { startMailServer } from "./testing/mail-server";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let organization: TestOrganization;
let server: Awaited<ReturnType<typeof startMailServer>>;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await startMailServer();
  process.env.SMTP_URL = server.url;
  organization = await createTestOrganization();
});
afterAll(async () => {
  await (await import("../db/client")).disconnect();
  await server.close();
  await database.drop();
});

async function portal(mode: "demo" | "production") {
  await (await import("../db/client")).disconnect();
  vi.resetModules();
  process.env.PORTAL_MODE = mode;
  const { mailbox, until } = await import("./testing/mailbox");
  const { inTenant } = await import("../db/tenant");
  return {
    ...{ box: mailbox(organization.id), until, inTenant },
    ...(await import("./reveal")),
    ...(await import("./secrets")),
    ...(await import("./list-mails")),
    ...(await import("./outbox")),
    ...(await import("./delivery")),
    ...(await import("../db/door")),
  };
}

const inAnHour = () => new Date(Date.now() + 3_600_000);
const coded = (value: string, expiresAt = inAnHour()) => {
  const credentialId = newId();
  const secrets = [{ name: "code", value, credentialId, expiresAt }];
  return { credentialId, mail: { body: "Order 482913, id 5f3e482913a0. Your code: {{code}}", secrets } };
};
const covered = "Order 482913, id 5f3e482913a0. Your code: ••••••";

test("nobody reads a code in production, also no administrator; on a demo a person does, and an event says so", async () => {
  const { admin, employee } = organization.person;
  const { mail } = coded("731946");
  const production = await portal("production");
  const id = await production.box.write("dana@example.com", mail);
  expect(await production.readMail(admin, { id })).toMatchObject({ body: covered, secrets: "covered" });
  await expect(production.revealSecrets(admin, { id })).rejects.toMatchObject({ code: "forbidden" });

  const demo = await portal("demo");
  await expect(demo.revealSecrets(employee, { id })).rejects.toMatchObject({ code: "forbidden" });
  expect(await demo.revealSecrets(admin, { id })).toEqual({ secrets: [{ name: "code", value: "731946" }] });
  expect((await demo.readMail(admin, { id }))?.body).toBe(covered);
  const events = await demo.inTenant(organization.id, "read", (tx) =>
    tx.auditEvent.findMany({ where: { action: "outbox.reveal", actorId: admin.personId }, orderBy: { id: "asc" } }),
  );
  expect(events.map(({ outcome }) => outcome)).toEqual(["denied", "success"]);
  for (const { leaf } of events) expect(new TextDecoder().decode(leaf)).not.toContain("731946");
});

test("after its use or its end a code is neither shown nor sent", async () => {
  const { admin } = organization.person;
  const demo = await portal("demo");
  const used = coded("111222");
  const over = coded("333444", new Date(Date.now() - 1));
  const ids = [
    await demo.box.write("used@example.com", used.mail),
    await demo.box.write("over@example.com", over.mail),
  ];
  await demo.inTenant(organization.id, "write", (tx) => demo.destroySecretsOf(tx, used.credentialId, new Date()));
  expect(await demo.destroyExpiredMailSecrets(new Date())).toBe(1);
  const rows = await demo.inTenant(organization.id, "read", (tx) =>
    tx.mailSecret.findMany({ where: { mailId: { in: ids } }, select: { wrappedKey: true } }),
  );
  expect(rows).toEqual([{ wrappedKey: null }, { wrappedKey: null }]);
  for (const id of ids) {
    expect(await demo.readMail(admin, { id })).toMatchObject({ body: covered, secrets: "destroyed" });
    await expect(demo.revealSecrets(admin, { id })).rejects.toMatchObject({ code: "gone" });
    await expect(demo.sendMails(admin, { ids: [id] })).rejects.toMatchObject({ code: "conflict" });
  }
  const last = await demo.box.write("last@example.com", coded("555666").mail);
  const delivery = demo.startDelivery({ pollMs: 20 });
  await demo.until(async () => (await demo.box.read(last)).state === "sent");
  await demo.until(async () => (await demo.box.states(ids)).every((state) => state === "expired"));
  const arrived = server.received.filter(({ to }) => to !== "dana@example.com");
  expect(arrived.map(({ to }) => to)).toEqual(["last@example.com"]);
  expect(arrived[0]?.raw).toContain("Your code: 555666");

  // Once more to somebody who lost it: with the same code, which one use ends in both.
  await demo.sendMails(admin, { ids: [last] });
  await demo.until(() => server.received.filter(({ to }) => to === "last@example.com").length === 2);
  expect(server.received.at(-1)?.raw).toContain("Your code: 555666");
  await delivery.stop();
});
