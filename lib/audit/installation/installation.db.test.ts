import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-installation-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
  process.env.DATA_EXPORT_PATH = path.join(folder, "exports");
  await createTestOrganization("Ours");
});
afterAll(async () => {
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
const verify = (file: string) =>
  promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/verify-audit.ts", file]).then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stdout: string }) => ({ code: error.code, text: error.stdout }),
  );

test("what belongs to no organisation is recorded, exported and verified like the rest (A22)", async () => {
  const { signIn } = await import("@/lib/platform/auth/sign-in");
  const { noteMigrations } = await import("@/lib/platform/setup/note-migrations");
  const { exportInstallationLog } = await import("./export-log");
  const { newestInstallationEvents } = await import("./newest-events");
  const origin = { requestId: crypto.randomUUID(), ip: "203.0.113.9" };
  await signIn("nobody.known@example.com", "x", origin).catch(() => undefined);
  const noted = await Promise.all([noteMigrations(new Date()), noteMigrations(new Date())]);
  expect(noted.map((names) => names.length).sort((a, b) => a - b)[0]).toBe(0);
  expect(noted.flat()).toContain("20261123120000_create_platform_and_audit");
  expect(await noteMigrations(new Date())).toEqual([]);

  const lines = (await newestInstallationEvents(500)).join("\n");
  for (const part of ["nobody.known@example.com", "applied a migration", "Ours", "tried to sign in and failed"])
    expect(lines).toContain(part);

  await sign();
  const file = path.join(folder, "installation.zip");
  const { events, origin: name } = await exportInstallationLog(file, new Date());
  expect(events).toBeGreaterThan(10n);
  expect(name).toContain("/installation-");
  expect(await verify(file)).toMatchObject({ code: 0 });
  expect((await newestInstallationEvents(1))[0]).toContain("exported the log of the installation");
});

test("an event of it changed in the database is found in its package", async () => {
  const { exportInstallationLog } = await import("./export-log");
  const { client } = await import("@/lib/platform/db/client");
  await client().$executeRaw`alter table audit_event disable trigger user`;
  await client().$executeRaw`
    update audit_event set leaf = set_byte(leaf, 40, get_byte(leaf, 40) # 1)
    where organization_id is null and action = 'organization.create'`;
  await client().$executeRaw`alter table audit_event enable trigger user`;
  const file = path.join(folder, "altered.zip");
  await exportInstallationLog(file, new Date());
  expect((await verify(file)).code).toBe(1);
});

test("the door to it shows no organisation's log", async () => {
  const { readInstallation } = await import("@/lib/platform/db/door");
  const rows = await readInstallation(
    (tx) =>
      tx.$queryRaw<
        { count: number }[]
      >`select count(*)::int as count from audit_leaf where organization_id is not null`,
  );
  expect(rows[0]?.count).toBe(0);
});
