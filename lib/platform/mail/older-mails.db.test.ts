import { readFile } from "node:fs/promises";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

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

const migration = "prisma/migrations/20261201006000_keep_mail_secrets_apart/migration.sql";

async function coverOlderMails() {
  const sql = await readFile(migration, "utf8");
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(sql.slice(sql.indexOf("with covered"))).finally(() => client.end());
}

test("mails of older versions lose their codes and links, nothing else, and never leave again", async () => {
  const { mailbox } = await import("./testing/mailbox");
  const box = mailbox(organization.id);
  const token = "Jx0-_".repeat(9).slice(0, 43);
  const base = "https://portal.example";
  const older = [
    [
      "request-code",
      "Hello,\n\nenter this code within 10 minutes: 482913\n\n",
      "Hello,\n\nenter this code within 10 minutes: ••••••\n\n",
    ],
    ["request-confirmed", `By 5 October 2026:\n\n${base}/p/north/r/${token}\n`, "By 5 October 2026:\n\n••••••\n"],
    ["request-package", `Open\n\n${base}/p/north/download/${token}\n`, "Open\n\n••••••\n"],
    [
      "policy-digest",
      `One (POL-1)\n${base}/policies/open/${token}\nTwo\n${base}/policies/open/${token}`,
      "One (POL-1)\n••••••\nTwo\n••••••",
    ],
  ] as const;
  const same = `Order: 482913\n${base}/support/tickets/5f3e482913a0-123456`;
  const ids: string[] = [];
  for (const [kind, body] of older) ids.push(await box.write("old@example.com", { kind, body }));
  const others = [
    await box.write("other@example.com", { kind: "ticket", body: same }),
    await box.write("other@example.com", { kind: "request-refused", body: same }),
  ];
  await coverOlderMails();
  const seen = await Promise.all(ids.map(box.read));
  expect(seen.map(({ body }) => body)).toEqual(older.map(([, , body]) => body));
  expect(seen.map(({ state }) => state)).toEqual(older.map(() => "expired"));
  const { sendMails } = await import("./outbox");
  for (const id of ids)
    await expect(sendMails(organization.person.admin, { ids: [id] })).rejects.toMatchObject({ code: "conflict" });
  for (const { body, state } of await Promise.all(others.map(box.read)))
    expect([body, state]).toEqual([same, "queued"]);
});
