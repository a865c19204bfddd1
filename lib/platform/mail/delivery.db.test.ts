import { Client } from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { answer, header, type Received, startMailServer } from "./testing/mail-server";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let box: ReturnType<typeof import("./testing/mailbox").mailbox>;
let until: typeof import("./testing/mailbox").until;
const endings: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  // Set, so that what is written is queued; each test names its own server.
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
  const organization = await createTestOrganization("Aster Logistics");
  const testing = await import("./testing/mailbox");
  box = testing.mailbox(organization.id);
  until = testing.until;
});
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
  (await import("../clock")).setClock(null);
});
afterAll(async () => {
  await (await import("../db/client")).disconnect();
  await database.drop();
});

const at = new Date("2026-12-01T08:00:00Z");
const minutes = (count: number) => new Date(at.getTime() + count * 60_000);

async function clock(moment: Date) {
  (await import("../clock")).setClock(moment);
}

async function server(behaviour?: Parameters<typeof startMailServer>[0]) {
  const started = await startMailServer(behaviour);
  endings.push(started.close);
  return started;
}

async function deliver(url: string, socketTimeout = 30_000) {
  const { startDelivery } = await import("./delivery");
  const { openTransport } = await import("./transport");
  const times = { connectionTimeout: 30_000, greetingTimeout: 30_000, socketTimeout, deadline: 90_000 };
  const delivery = startDelivery({ pollMs: 20, transport: openTransport(url, times) });
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= delivery.stop());
  endings.push(stop);
  return { stop };
}

async function spoilKeyOf(mailId: string) {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query("set session_replication_role = replica");
  await client.query("update mail_secret set wrapped_key = 'x' where mail_id = $1", [mailId]);
  await client.end();
}

/** The mail once its n-th hand-over is recorded; what then stands there is not a claim under way. */
async function recorded(id: string, state: string, attempts: number) {
  await until(async () => (await box.events(id)).length === attempts);
  const mail = await box.read(id);
  expect(mail).toMatchObject({ state, attempts });
  return mail;
}

describe("a mail server that takes mails", () => {
  test("gets each once, over few connections, codes before bulk, and each leaves its event", async () => {
    const { received, connections, url } = await server();
    const bulk = await Promise.all(
      Array.from({ length: 60 }, (_, i) => box.write(`bulk-${i}@example.com`, { priority: "bulk" })),
    );
    const code = await box.write("code@example.com", { priority: "code" });
    await deliver(url);
    await until(async () => (await box.states([...bulk, code])).every((state) => state === "sent"));
    expect(new Set(received.map(({ to }) => to)).size).toBe(61);
    expect(received).toHaveLength(61);
    const { lanes } = await import("./transport");
    expect(received.findIndex(({ to }) => to === "code@example.com")).toBeLessThan(lanes);
    expect(connections()).toBeLessThanOrEqual(lanes);
    expect(await box.events(code)).toEqual([{ delivered: true, state: "sent", attempts: 1 }]);
    expect(await box.read(code)).toMatchObject({ sentAt: expect.any(Date), error: null, nextAttemptAt: null });
  });

  test("closes connections that are idle: the next mail opens another at its first try", async () => {
    const { received, closed, url } = await server({ socketTimeout: 200 });
    await deliver(url);
    for (const nth of [1, 2, 3]) {
      const id = await box.write(`idle-${nth}@example.com`);
      await recorded(id, "sent", 1);
      await until(() => closed() === nth);
    }
    expect(received).toHaveLength(3);
  });

  test("gets the headers readers and machines need, and both texts", async () => {
    const { received, url } = await server();
    const thread = { thread: "request-7", replyTo: "privacy@example.com" };
    const id = await box.write("one@example.com", { ...thread, body: "Your code is here: https://portal.example/x\n" });
    const other = await box.write("two@example.com", { ...thread, priority: "bulk" });
    await deliver(url);
    await until(async () => (await box.states([id, other])).every((state) => state === "sent"));
    const one = received.find(({ to }) => to === "one@example.com");
    const two = received.find(({ to }) => to === "two@example.com");
    expect(header(one, "Message-ID")).toBe(`<${id}@localhost>`);
    expect(header(one, "References")).toBe("<request-7@localhost>");
    expect(header(two, "References")).toBe(header(one, "References"));
    expect(header(one, "Auto-Submitted")).toBe("auto-generated");
    expect(header(one, "Reply-To")).toBe("privacy@example.com");
    expect(header(one, "List-Unsubscribe")).toBeUndefined();
    expect(header(two, "List-Unsubscribe")).toMatch(/^<mailto:privacy@example\.com\?/);
    expect(header(one, "Content-Type")).toMatch(/^multipart\/alternative/);
    expect(one?.raw).toContain("Your code is here: https://portal.example/x");
    expect(one?.raw).toMatch(/Content-Type: text\/html/);
    expect(one?.raw.replaceAll("=\r\n", "")).toContain("</span>Aster Logistics</p>");
  });
});

describe("a mail server that does not take a mail", () => {
  test("451 twice, then taken: after one minute and two, under the same Message-ID", async () => {
    const tries: Received[] = [];
    let asked = 0;
    const { received, url } = await server({
      onRecipient() {
        asked += 1;
        if (asked === 1) throw answer(451, "4.7.1 greylisted, try later");
      },
      onMail(mail) {
        tries.push(mail);
        if (tries.length === 1) throw answer(451, "4.3.0 try later");
      },
    });
    await clock(at);
    const id = await box.write("grey@example.com");
    await deliver(url);
    expect(await recorded(id, "queued", 1)).toMatchObject({ trouble: "busy", nextAttemptAt: minutes(1) });
    await clock(minutes(1));
    expect(await recorded(id, "queued", 2)).toMatchObject({ trouble: "busy", nextAttemptAt: minutes(3) });
    await clock(minutes(3));
    expect(await recorded(id, "sent", 3)).toMatchObject({ trouble: null, error: null, sentAt: minutes(3) });
    expect(received).toHaveLength(1);
    expect(tries.map((each) => header(each, "Message-ID"))).toEqual(Array(2).fill(`<${id}@localhost>`));
    expect(await box.events(id)).toEqual([
      { delivered: false, state: "queued", attempts: 1, trouble: "busy", answer: 451 },
      { delivered: false, state: "queued", attempts: 2, trouble: "busy", answer: 451 },
      { delivered: true, state: "sent", attempts: 3 },
    ]);
    expect(await box.lost(id)).toEqual([]);
  });

  test("is given up after two days, and whoever must know is told", async () => {
    const { url } = await server({ onRecipient: () => Promise.reject(answer(450, "4.2.1 mailbox busy")) });
    await clock(at);
    const id = await box.write("busy@example.com");
    await deliver(url);
    await recorded(id, "queued", 1);
    await clock(minutes(48 * 60));
    expect(await recorded(id, "failed", 2)).toMatchObject({ trouble: "busy", nextAttemptAt: null });
    expect(await box.lost(id)).toMatchObject([{ state: "failed", trouble: "busy" }]);
  });

  test("550: never again, told at once, and the others are not held up", async () => {
    const { received, url } = await server({
      onRecipient(address) {
        if (address.startsWith("nobody")) throw answer(550, "5.1.1 no such user");
      },
    });
    const id = await box.write("nobody@example.com", { thread: "request-8" });
    const other = await box.write("somebody@example.com");
    await deliver(url);
    const mail = await recorded(id, "failed", 1);
    expect(mail).toMatchObject({ trouble: "address", error: expect.stringContaining("550"), nextAttemptAt: null });
    await recorded(other, "sent", 1);
    expect(received.map(({ to }) => to)).toEqual(["somebody@example.com"]);
    expect(await box.lost(id)).toMatchObject([{ thread: "request-8", state: "failed", trouble: "address" }]);
    // The server's words can name the person: they stay out of the trail (A1).
    expect(JSON.stringify(await box.events(id))).not.toMatch(/nobody|no such user/);
  });

  test("whose code cannot be decrypted: it says so and is tried again, and the others of its organisation are sent", async () => {
    const { received, url } = await server();
    await clock(at);
    const credentialId = crypto.randomUUID();
    const secrets = [{ name: "code", value: "731946", credentialId, expiresAt: minutes(72 * 60) }];
    const id = await box.write("locked@example.com", { body: "Your code: {{code}}", secrets });
    await spoilKeyOf(id);
    const other = await box.write("open@example.com");
    await deliver(url);
    await recorded(other, "sent", 1);
    const mail = await recorded(id, "queued", 1);
    expect(mail).toMatchObject({ trouble: "key", nextAttemptAt: minutes(1) });
    expect(mail.error).toMatch(/cannot be opened with this portal's master key/);
    expect(received.map(({ to }) => to)).toEqual(["open@example.com"]);
  });

  test("until its code has run out: it is not sent any more, and whoever must know is told", async () => {
    let open = false;
    const { received, url } = await server({
      onRecipient() {
        if (!open) throw answer(451, "try later");
      },
    });
    await clock(at);
    const id = await box.write("slow@example.com", { priority: "code", expiresAt: minutes(10) });
    await deliver(url);
    await recorded(id, "queued", 1);
    open = true;
    await clock(minutes(10));
    await recorded(id, "expired", 2);
    expect(received).toEqual([]);
    expect(await box.lost(id)).toMatchObject([{ state: "expired", trouble: null }]);
  });
});

describe("a mail server that cannot be used", () => {
  test("nobody listens: all wait, few ask, and all are sent when it is back", async () => {
    const closed = await startMailServer();
    await closed.close();
    await clock(at);
    const ids = await Promise.all(Array.from({ length: 40 }, (_, i) => box.write(`away-${i}@example.com`)));
    const first = await deliver(closed.url);
    await until(async () => (await Promise.all(ids.map(box.read))).some(({ trouble }) => trouble === "connection"));
    await first.stop();
    expect(new Set(await box.states(ids))).toEqual(new Set(["queued"]));
    const { lanes } = await import("./transport");
    const asked = (await Promise.all(ids.map(box.read))).filter(({ attempts }) => attempts > 0);
    expect(asked.length).toBeLessThanOrEqual(lanes + 2);
    const { received } = await server({ port: closed.port });
    await clock(minutes(4));
    await deliver(closed.url);
    await until(async () => (await box.states(ids)).every((state) => state === "sent"));
    expect(received).toHaveLength(40);
  });

  test("one hangs: the others are sent meanwhile, and it is tried again", async () => {
    let hangs = true;
    const { received, url } = await server({
      onMail: ({ to }) => (hangs && to.startsWith("hung") ? new Promise(() => {}) : undefined),
    });
    await clock(at);
    const id = await box.write("hung@example.com");
    const others = await Promise.all(Array.from({ length: 20 }, (_, i) => box.write(`fine-${i}@example.com`)));
    await deliver(url, 3_000);
    const mail = await recorded(id, "queued", 1);
    expect(mail).toMatchObject({ trouble: "connection", nextAttemptAt: minutes(1) });
    await until(async () => (await box.states(others)).every((state) => state === "sent"));
    hangs = false;
    await clock(minutes(1));
    await recorded(id, "sent", 2);
    expect(received.filter(({ to }) => to === "hung@example.com")).toHaveLength(1);
  });

  test("a certificate nobody vouches for: nothing is given away, all waits until it is set right", async () => {
    const { received, port } = await server({ secure: true });
    await clock(at);
    const id = await box.write("tls@example.com");
    const wrong = await deliver(`smtps://127.0.0.1:${port}`);
    expect(await recorded(id, "queued", 1)).toMatchObject({ trouble: "setup", nextAttemptAt: minutes(1) });
    await wrong.stop();
    expect(received).toEqual([]);
    await clock(minutes(1));
    await deliver(`smtps://127.0.0.1:${port}?tls.rejectUnauthorized=false`);
    await recorded(id, "sent", 2);
  });

  test("a wrong password is no refusal of the mail: it waits until the sign-in is right", async () => {
    const { port } = await server({
      disabledCommands: ["STARTTLS"],
      onAuth: ({ password }, _, done) =>
        password === "right" ? done(null, { user: "portal" }) : done(answer(535, "5.7.8 wrong")),
    });
    await clock(at);
    const id = await box.write("auth@example.com");
    const wrong = await deliver(`smtp://portal:wrong@127.0.0.1:${port}`);
    expect(await recorded(id, "queued", 1)).toMatchObject({ trouble: "setup", nextAttemptAt: minutes(1) });
    await wrong.stop();
    await clock(minutes(1));
    await deliver(`smtp://portal:right@127.0.0.1:${port}`);
    await recorded(id, "sent", 2);
  });
});
