import { createHmac } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
let ours: TestOrganization;
let receiver: Server;
let answer = 200;
const received: { headers: IncomingHttpHeaders; body: string }[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-stream-"));
  process.env.EVIDENCE_STORAGE_PATH = folder;
  process.env.OUTGOING_ALLOWED_ADDRESSES = "127.0.0.1";
  ours = await createTestOrganization("Ours");
  receiver = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    received.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
    response.writeHead(answer).end();
  });
  await new Promise<void>((ready) => receiver.listen(0, "127.0.0.1", ready));
});
afterEach(async () => {
  (await import("@/lib/platform/clock")).setClock(null);
  answer = 200;
});
afterAll(async () => {
  receiver.close();
  delete process.env.OUTGOING_ALLOWED_ADDRESSES;
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function sign() {
  const { connectSequencer, sequenceOnce } = await import("../log/sequencer");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const pool = connectSequencer(database.url);
  await sequenceOnce(pool, objectStore(), () => new Date(), true).finally(() => pool.end());
}
/** Something that is news: a refused act. */
async function happen(times = 1) {
  const { changeDetectionRule } = await import("../detection/change-rule");
  for (let i = 0; i < times; i += 1) await changeDetectionRule(ours.person.auditor, {} as never).catch(() => undefined);
}
const officer = () => ours.person.compliance_officer;

describe("the stream", () => {
  test("gives events after an index, dense and in order, up to what is signed, and no further", async () => {
    const { streamEvents } = await import("./queries");
    await happen(5);
    await sign();
    await happen(1); // not signed yet
    const all = await streamEvents(officer(), {});
    expect(all.events.map((event) => event.index)).toEqual(Array.from({ length: Number(all.size) }, (_, n) => n));
    const some = await streamEvents(officer(), { after: 1, limit: 2 });
    expect(some.events.map((event) => event.index)).toEqual([2, 3]);
    expect(some.next).toBe(3);
    const end = await streamEvents(officer(), { after: all.next });
    expect(end).toMatchObject({ events: [], next: all.next });
    expect(all.events.at(-1)).toMatchObject({ outcome: "denied", actor: { name: "Test auditor" } });
    await expect(streamEvents(ours.person.admin, {})).rejects.toMatchObject({ code: "forbidden" });
    await expect(streamEvents(officer(), { after: "x" as never })).rejects.toMatchObject({ code: "invalid" });
  });

  test("leaves one event a day, however often it is asked", async () => {
    const { noteStreaming } = await import("./note-streaming");
    const { inTenant } = await import("@/lib/platform/db/tenant");
    for (let i = 0; i < 20; i += 1) await noteStreaming(officer());
    const count = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.count({ where: { action: "audit.follow-stream" } }),
    );
    expect(count).toBe(1);
  });
});

describe("webhooks", () => {
  async function made() {
    await sign();
    const { createWebhook } = await import("./manage-webhooks");
    const { port } = receiver.address() as AddressInfo;
    return createWebhook(officer(), { name: "SIEM", url: `http://127.0.0.1:${port}/hook` });
  }
  async function deliver() {
    const { deliverNext, dueWebhooks } = await import("./deliver");
    const system = ours.system("audit-deliver-webhooks");
    for (const id of await dueWebhooks(system, {})) while (await deliverNext(system, id));
  }
  const eventsOf = (body: string) => (JSON.parse(body) as { data: { events: { index: number }[] } }).data.events;
  const indexes = () => received.flatMap(({ body }) => eventsOf(body).map(({ index }) => index));
  const rowOf = async (id: string) => {
    const { listWebhooks } = await import("./manage-webhooks");
    return (await listWebhooks(officer(), {})).find((webhook) => webhook.id === id);
  };
  const later = async (minutes: number) =>
    (await import("@/lib/platform/clock")).setClock(new Date(Date.now() + minutes * 60_000));

  test("send signed messages in order, more than one message full, and rest when only their own deliveries are new", async () => {
    const { id, secret } = await made();
    received.length = 0;
    await happen(130);
    await sign();
    await deliver();
    expect(received.length).toBe(2);
    const [first] = received;
    const key = Buffer.from(secret.replace("whsec_", ""), "base64");
    const text = `${first?.headers["webhook-id"]}.${first?.headers["webhook-timestamp"]}.${first?.body}`;
    expect(first?.headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(text).digest("base64")}`);
    const got = indexes();
    expect(got).toEqual(got.map((_, n) => (got[0] ?? 0) + n));
    expect(got.length).toBeGreaterThanOrEqual(131);

    await sign();
    received.length = 0;
    await deliver();
    expect(received).toEqual([]);
    await happen(1);
    await sign();
    await deliver();
    expect(indexes()[0]).toBe((got.at(-1) ?? 0) + 1);
    expect(await rowOf(id)).toMatchObject({ status: "active", lastError: null });
    const { removeWebhook } = await import("./manage-webhooks");
    await removeWebhook(officer(), { id });
  });

  test("get a new secret in place: for a day both sign, afterwards only the new one; nobody else renews it", async () => {
    const { removeWebhook, renewWebhookSecret } = await import("./manage-webhooks");
    const { tamper } = await import("../testing/log-inspection");
    const { id, secret: old } = await made();
    const { secret: fresh } = await renewWebhookSecret(officer(), { id });
    expect(fresh).not.toBe(old);
    const signed = async () => {
      received.length = 0;
      await happen();
      await sign();
      await deliver();
      const { headers, body } = received.at(-1) ?? { headers: {}, body: "" };
      const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
      const signatures = String(headers["webhook-signature"]).split(" ");
      return [fresh, old].map((secret) => {
        const key = Buffer.from(secret.replace("whsec_", ""), "base64");
        return signatures.includes(`v1,${createHmac("sha256", key).update(text).digest("base64")}`);
      });
    };
    expect(await signed()).toEqual([true, true]);
    expect((await rowOf(id))?.previousUntil).toBeInstanceOf(Date);
    await tamper(database.url, `update webhook set previous_until = now() - interval '1 minute' where id = '${id}'`);
    expect(await signed()).toEqual([true, false]);
    expect((await rowOf(id))?.previousUntil).toBeNull();
    const theirs = await createTestOrganization("Others");
    await expect(renewWebhookSecret(theirs.person.compliance_officer, { id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(renewWebhookSecret(ours.person.admin, { id })).rejects.toMatchObject({ code: "forbidden" });
    await removeWebhook(officer(), { id });
  });

  test("to a private address are refused when they are made, and the field says why", async () => {
    const { createWebhook } = await import("./manage-webhooks");
    await sign();
    for (const url of [
      "http://10.0.0.8/hook",
      "https://[::ffff:192.168.1.9]/hook",
      "http://127.2/hook",
      "http://[fd00::1]/",
    ]) {
      await expect(createWebhook(officer(), { name: "Inside", url })).rejects.toMatchObject({
        code: "invalid",
        details: { fieldErrors: { url: [expect.stringContaining("a private address")] } },
      });
    }
    await createWebhook(officer(), { name: "Not there yet", url: "https://siem.invalid/hook" });
  });

  test("are disabled at once by 410, and nobody but the compliance officers manages them", async () => {
    const { createWebhook, removeWebhook, listWebhooks } = await import("./manage-webhooks");
    const { id } = await made();
    await happen();
    await sign();
    answer = 410;
    await deliver();
    expect(await rowOf(id)).toMatchObject({ status: "disabled" });
    const url = "https://siem.example/hook";
    await expect(createWebhook(ours.person.admin, { name: "x", url })).rejects.toMatchObject({ code: "forbidden" });
    for (const bad of ["ftp://x.example", "https://user:pass@x.example", "nothing", "http://0xa9fe.0xa9fe/latest"])
      await expect(createWebhook(officer(), { name: "x", url: bad })).rejects.toMatchObject({ code: "invalid" });
    const theirs = await createTestOrganization("Theirs");
    await expect(removeWebhook(theirs.person.compliance_officer, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(
      JSON.stringify(await listWebhooks(officer(), {}), (_, v) => (typeof v === "bigint" ? `${v}` : v)),
    ).not.toMatch(/whsec|wrapped/);
  });

  test("try the same message again, later and later; nothing is lost; after three days they are disabled with an alert", async () => {
    const { enableWebhook, removeWebhook } = await import("./manage-webhooks");
    const { id } = await made();
    received.length = 0;
    await happen(2);
    await sign();
    answer = 500;
    await deliver();
    await happen(2);
    await sign();
    await deliver(); // not yet due
    expect(received).toHaveLength(1);
    await later(2);
    await deliver();
    expect(received).toHaveLength(2);
    expect(received[1]?.headers["webhook-id"]).toBe(received[0]?.headers["webhook-id"]);
    expect(eventsOf(received[1]?.body ?? "")).toEqual(eventsOf(received[0]?.body ?? ""));
    expect(await rowOf(id)).toMatchObject({ attempts: 2, lastError: "It answered with 500." });

    await later(3 * 24 * 60 + 10);
    await deliver();
    expect(await rowOf(id)).toMatchObject({ status: "disabled" });
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const alerts = await inTenant(ours.id, "read", (tx) => tx.alert.findMany({ where: { objectId: id } }));
    expect(alerts).toMatchObject([{ rule: "webhook-disabled", level: "critical" }]);

    answer = 204;
    received.length = 0;
    await enableWebhook(officer(), { id });
    await sign();
    await deliver();
    const got = indexes();
    expect(got).toEqual(got.map((_, n) => (got[0] ?? 0) + n));
    expect(got.length).toBeGreaterThanOrEqual(4);
    await removeWebhook(officer(), { id });
  });
});
