import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { header, startMailServer } from "./testing/mail-server";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let organization: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.SMTP_URL = "smtp://127.0.0.1:1";
  organization = await createTestOrganization();
});
afterAll(async () => {
  await (await import("../db/client")).disconnect();
  await database.drop();
});

function deliverInProcess(url: string): ChildProcess {
  const script = fileURLToPath(new URL("testing/deliver-process.ts", import.meta.url));
  return spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", script], {
    env: { ...process.env, SMTP_URL: url },
    stdio: "ignore",
  });
}

test("killed between hand-over and record: it comes a second time as the same mail, and nothing else does", async () => {
  const { mailbox, until } = await import("./testing/mailbox");
  const box = mailbox(organization.id);
  const victims: ChildProcess[] = [];
  const server = await startMailServer({
    // The server has the whole mail; who sent it is dead before it hears so.
    async onMail() {
      const victim = victims.pop();
      if (!victim) return;
      const gone = new Promise((resolve) => victim.once("exit", resolve));
      victim.kill("SIGKILL");
      await gone;
    },
  });
  const id = await box.write("once@example.com", { subject: "Once" });
  victims.push(deliverInProcess(server.url));
  await until(() => server.received.length === 1);
  expect(await box.read(id)).toMatchObject({ state: "queued", attempts: 1, sentAt: null });

  const { startDelivery } = await import("./delivery");
  const { openTransport } = await import("./transport");
  const later = () => new Date(Date.now() + 5 * 60_000);
  const delivery = startDelivery({ pollMs: 20, now: later, transport: openTransport(server.url) });
  await until(async () => (await box.read(id)).state === "sent");
  await delivery.stop();
  await server.close();
  expect(server.received).toHaveLength(2);
  const [first, second] = server.received;
  for (const name of ["Message-ID", "Date", "Subject", "To"]) {
    expect(header(first, name)).toBeDefined();
    expect(header(second, name)).toBe(header(first, name));
  }
  expect(await box.events(id)).toEqual([{ delivered: true, state: "sent", attempts: 2 }]);
}, 150_000);
