import "@/scripts/testing/without-next";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { isGranted, permissions } from "@/lib/platform/auth/permissions";
import { role } from "@/lib/platform/auth/roles";
import type { Operation } from "@/lib/platform/operation/context";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;
let operations: Operation[] = [];

const modules = import.meta.glob<Record<string, unknown>>([
  "../*/**/*.ts",
  "!../**/*.test.ts",
  "!../**/testing/**",
  "!../platform/db/generated/**",
  "!../platform/jobs/**",
  // Run as soon as they are loaded, in processes of their own.
  "!../**/confined/{watchdog,work,child}.ts",
]);

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.INNGEST_EVENT_KEY ??= "test";
  process.env.INNGEST_SIGNING_KEY ??= `signkey-prod-${"0".repeat(64)}`;
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
  const loaded = await Promise.all(Object.values(modules).map((load) => load()));
  const all = loaded
    .flatMap((module) => Object.values(module))
    .filter((value): value is Operation => typeof value === "function" && "operation" in value);
  operations = [...new Set(all)];
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "done",
    (error) => (error as { code?: string }).code ?? String(error),
  );

describe("role × operation (architecture 4)", () => {
  test("operations were found, and each name stands for one", () => {
    expect(operations.length).toBeGreaterThan(30);
    const names = operations.map(({ operation }) => operation.name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  test("a role without the permission is refused before its input is looked at, and leaves one denied event each", async () => {
    const wrong: string[] = [];
    let refused = 0;
    for (const each of role.options) {
      const actor = ours.person[each];
      for (const call of operations) {
        if (isGranted(call.operation.permission, [each])) continue;
        refused += 1;
        const code = await codeOf(call(actor, undefined as never));
        if (code !== "forbidden") wrong.push(`${each} ${call.operation.name}: ${code}`);
      }
    }
    expect(wrong).toEqual([]);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    expect(await inTenant(ours.id, "read", (tx) => tx.auditEvent.count({ where: { outcome: "denied" } }))).toBe(
      refused,
    );
    expect(await inTenant(theirs.id, "read", (tx) => tx.auditEvent.count({ where: { outcome: "denied" } }))).toBe(0);
  });

  test("an unknown role, an unknown kind of actor and an unknown permission are refused", async () => {
    const strangers = [
      { ...ours.person.admin, roles: ["root"] },
      { ...ours.person.admin, roles: [] },
      { ...ours.person.admin, kind: "god" },
      {
        kind: "api_key",
        keyId: crypto.randomUUID(),
        name: "k",
        createdById: crypto.randomUUID(),
        permissions: [],
        organizationId: ours.id,
        requestId: crypto.randomUUID(),
      },
    ] as unknown as Actor[];
    for (const stranger of strangers) {
      const codes = await Promise.all(
        operations.slice(0, 20).map((call) => codeOf(call(stranger, undefined as never))),
      );
      expect(new Set(codes)).toEqual(new Set(["forbidden"]));
    }
    expect(isGranted("policy:invent", ["admin"])).toBe(false);
    expect(isGranted("constructor", ["admin"])).toBe(false);
  });

  test("every permission of the table is used by an operation or checked inside one", async () => {
    const used = new Set(operations.map(({ operation }) => operation.permission));
    const sources = import.meta.glob<string>(
      ["../*/**/*.ts", "../../app/**/*.{ts,tsx}", "!../platform/auth/permissions.ts"],
      { query: "?raw", import: "default", eager: true },
    );
    const text = Object.values(sources).join("\n");
    const unused = Object.keys(permissions).filter((name) => !used.has(name as never) && !text.includes(`"${name}"`));
    expect(unused).toEqual([]);
  });
});

describe("row level security on every table that has an organisation", () => {
  test("is on, with a tenant policy for portal_app; what has no policy is not granted", async () => {
    const { client } = await import("@/lib/platform/db/client");
    const tables = await client().$queryRaw<
      { name: string; secured: boolean; policies: number; granted: boolean; tenant: boolean }[]
    >`
      select c.relname as name, c.relrowsecurity as secured,
        (select count(*)::int from pg_policies p where p.tablename = c.relname and 'portal_app' = any (p.roles)) as policies,
        exists (select 1 from information_schema.role_table_grants g where g.table_name = c.relname and g.grantee = 'portal_app') as granted,
        exists (select 1 from information_schema.columns k where k.table_name = c.relname and k.column_name = 'organization_id') as tenant
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> '_prisma_migrations'`;
    expect(tables.length).toBeGreaterThan(20);
    expect(
      tables.filter((table) => table.tenant && !(table.secured && table.policies > 0)).map(({ name }) => name),
    ).toEqual([]);
    expect(
      tables.filter((table) => table.granted && !(table.secured && table.policies > 0)).map(({ name }) => name),
    ).toEqual([]);
  });

  test("a query without an organisation returns nothing from any of them", async () => {
    const { inTransaction } = await import("@/lib/platform/db/tenant");
    const counts = await inTransaction({ role: "portal_app", organizationId: "", mode: "read" }, async (tx) => {
      return tx.$queryRaw<{ seen: number }[]>`
        select (xpath('/row/n/text()', query_to_xml(format('select count(*) as n from %I', c.relname), false, true, '')))[1]::text::int as seen
        from pg_class c join information_schema.role_table_grants g on g.table_name = c.relname and g.grantee = 'portal_app' and g.privilege_type = 'SELECT'
        where c.relkind = 'r'`;
    });
    expect(counts.length).toBeGreaterThan(10);
    expect(counts.every(({ seen }) => seen === 0)).toBe(true);
  });
});
