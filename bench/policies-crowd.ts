import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { applyMigrations } from "../scripts/schema/apply";
import { startTemporaryPostgres } from "../scripts/testing/temporary-postgres";

/** A database of its own with the portal's schema; in a child process, the parent's. */
export async function startPolicyBench() {
  const inherited = process.env.BENCH_VERSION !== undefined && process.env.DATABASE_URL;
  const postgres = inherited ? null : await startTemporaryPostgres();
  const url = postgres?.url ?? String(process.env.DATABASE_URL);
  process.env.DATABASE_URL = url;
  process.env.PORTAL_MASTER_KEY ??= randomBytes(32).toString("base64");
  process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("hex");
  process.env.PUBLIC_URL ??= "http://localhost:3999";
  process.env.LOG_LEVEL = "silent";
  if (postgres) await applyMigrations(url);
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  pool.on("error", () => {}); // the server ends before its last idle connection
  const sql = (text: string, values: unknown[] = []) => pool.query(text, values);
  return {
    url,
    pool,
    sql,
    count: async (versionId: string, what = "*") =>
      Number(
        (await sql(`select count(${what}) as n from policy_assignment where version_id = $1`, [versionId])).rows[0].n,
      ),
    async stop() {
      await pool.end();
      await postgres?.stop();
    },
  };
}
type Bench = Awaited<ReturnType<typeof startPolicyBench>>;

/** An organisation of so many people with a policy for everyone, published; with `organizationId` only a further policy of it. */
export async function makeCrowd(bench: Bench, people: number, organizationId?: string) {
  const { createTestOrganization } = await import("../scripts/testing/organization");
  const { systemActor } = await import("../lib/platform/auth/actor-types");
  const organization = organizationId ? null : await createTestOrganization("Crowd");
  const id = organizationId ?? organization?.id ?? "";
  const staff = organization ? 9 : 0;
  if (people > 0) {
    await bench.sql(
      `with made as (insert into person (id, email, name, created_at)
         select gen_random_uuid(), 'p' || n || '.' || $2 || '@example.com', 'Person ' || n, now() from generate_series(1, $1::int) n returning id)
       insert into membership (id, organization_id, person_id, roles, department, location, created_at)
         select gen_random_uuid(), $3::uuid, id, array['employee']::role[], 'D' || (ascii(right(id::text, 1)) % 10), 'L' || (ascii(left(id::text, 1)) % 5), now() from made`,
      [people - staff, randomUUID().slice(0, 8), id],
    );
    await bench.sql("analyze person, membership");
  }
  const versionId = await publish(bench, id);
  return { id, versionId, person: organization?.person, system: () => systemActor(id, "bench", "bench") };
}

/** Straight into the tables, past the guards of a policy's life: what is measured begins after publication. */
async function publish(bench: Bench, organizationId: string): Promise<string> {
  const [policyId, versionId, author] = [randomUUID(), randomUUID(), randomUUID()];
  const client = await bench.pool.connect();
  try {
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    await client.query(
      `insert into policy (id, organization_id, reference, title, type, owner_id, classification, mandatory, acknowledgement_required, created_at)
       values ($1, $2, $3, 'Bench', 'code_of_conduct', $4, 'internal', true, true, now())`,
      [policyId, organizationId, `POL-${policyId.slice(0, 8)}`, author],
    );
    await client.query(
      `insert into policy_version (id, organization_id, policy_id, number, status, title, description, text, content_sha256, change_note, material,
         due_days, author_id, created_at, updated_at, published_at, published_on, in_force_at)
       values ($1, $2, $3, 1, 'published', 'Bench', '', 'x', encode(sha256('x'), 'hex'), '', true, 14, $4, now(), now(), now(), now(), now())`,
      [versionId, organizationId, policyId, author],
    );
    await client.query(
      "insert into policy_audience (id, organization_id, version_id, kind) values (gen_random_uuid(), $1, $2, 'everyone')",
      [organizationId, versionId],
    );
    await client.query("commit");
  } finally {
    client.release();
  }
  return versionId;
}
