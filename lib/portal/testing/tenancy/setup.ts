import { Client } from "pg";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { role } from "@/lib/platform/auth/roles";
import { fillEmptyTables } from "./fill";
import { mirror } from "./mirror";
import type { Row, Side } from "./probes";
import { tellStory } from "./story";
import { rowsOf, type Table, tenantTables } from "./tables";

export type TwoOrganizations = {
  tables: Table[];
  our: Side;
  their: Side;
  /** Somebody of ours (or whoever is named) with every role there is. */
  anybody(personId?: string): UserActor;
  /** Whether the other organisation has a row of a table. */
  has(table: string): boolean;
  /** Events of ours of attempts that were refused. */
  refusals(): Promise<number>;
  /** What the other organisation's tables hold, each as one hash. */
  digest(): Promise<Record<string, string>>;
  close(): Promise<void>;
};

const keys = { our: "2222-3333-4444-5555-6666", their: "7777-8888-9999-AAAA-BBBB" };

/** Two organisations with the same rows under different ids: whatever a probe names is there in both. */
export async function setUpTwoOrganizations(url: string): Promise<TwoOrganizations> {
  const story = await tellStory();
  const database = new Client({ connectionString: url });
  await database.connect();
  const tables = await tenantTables(database);
  await database.query("set session_replication_role = replica");
  await fillEmptyTables(database, tables, story.organizationId);
  const twin = await mirror(database, tables, story.organizationId);
  const { createMember } = await import("@/lib/platform/setup/create-person");
  const side = async (organizationId: string, name: keyof typeof keys): Promise<Side> => {
    const email = `finn.gate@${name}.example`;
    const member = { id: await createMember({ email, name: "Finn Gate", roles: role.options, organizationId }), email };
    const { rows: people } = await database.query("select id, email from person");
    const emails = new Map<unknown, string>(people.map((person) => [person.id, person.email]));
    const rows = new Map<string, Row[]>();
    const row: Side["row"] = (table, which = () => true) => {
      const found = rows.get(table)?.find(which);
      if (!found) throw new Error(`No such row of ${table}.`);
      return found;
    };
    const jobRun = await failedJobRun(database, organizationId, `run-of-${name}-organisation`);
    const made = {
      jobRun,
      ...(await openSecrets(database, organizationId, name)),
      organizationId,
      member,
      row,
      emailOf: (id: unknown) => emails.get(id) ?? "",
    };
    for (const table of tables) rows.set(table.name, JSON.parse(await rowsOf(database, table, organizationId)));
    return {
      ...made,
      id: (table, which) => String(row(table, which).id),
      count: (table) => rows.get(table)?.length ?? 0,
    };
  };
  const our = await side(story.organizationId, "our");
  const their = await side(twin, "their");
  await database.query("reset session_replication_role");
  const asking = await createMember({
    email: "nell.gate@our.example",
    name: "Nell Gate",
    roles: role.options,
    organizationId: story.organizationId,
  });
  return {
    tables,
    our,
    their,
    anybody: (personId = asking) => ({
      kind: "user",
      personId,
      name: "Nell Gate",
      roles: role.options.filter((each) => each !== "customer"),
      sessionId: crypto.randomUUID(),
      authenticatedAt: new Date(),
      organizationId: our.organizationId,
      requestId: crypto.randomUUID(),
    }),
    has: (table) => their.count(table) > 0,
    async refusals() {
      const { rows } = await database.query(
        "select count(*)::int as count from audit_event where organization_id = $1 and outcome <> 'success'",
        [story.organizationId],
      );
      return rows[0].count;
    },
    async digest() {
      const hashes: Record<string, string> = {};
      for (const table of tables) {
        const { rows } = await database.query("select md5($1) as hash", [await rowsOf(database, table, twin)]);
        hashes[table.name] = rows[0].hash;
      }
      return hashes;
    },
    close: () => database.end(),
  };
}

/** Gives one mail link and one anonymous report of an organisation a secret that the test knows. */
async function openSecrets(database: Client, organizationId: string, name: keyof typeof keys) {
  const { hashToken } = await import("@/lib/platform/auth/api-keys");
  const { followKeyHash } = await import("@/lib/policies/violations/follow-key");
  const mailLinkToken = `the-mail-link-of-${name}-organisation`;
  await database.query(
    "update policy_mail_link set token_hash = $2 where id = (select min(id::text)::uuid from policy_mail_link where organization_id = $1)",
    [organizationId, hashToken(mailLinkToken)],
  );
  await database.query(
    `update policy_violation set follow_key_hash = $2 where id = (select min(id::text)::uuid from policy_violation
       where organization_id = $1 and anonymous)`,
    [organizationId, followKeyHash(keys[name].replaceAll("-", ""))],
  );
  return { mailLinkToken, reportKey: keys[name] };
}

async function failedJobRun(database: Client, organizationId: string, id: string): Promise<string> {
  await database.query(
    `insert into job_engine.function (id, name, config) values ('on-event', 'On an event', '{"triggers":[{"event":"test/asked"}]}')
     on conflict do nothing`,
  );
  await database.query(
    `with asked as (insert into job_engine.event (id, name, data, sent_at, routed_at)
       values ($1, 'test/asked', jsonb_build_object('organizationId', $2::text), now(), now()) returning seq)
     insert into job_engine.run (id, function_id, event_seq, status, error, ended_at)
     select $1, 'on-event', seq, 'failed', '{"name":"Error","message":"not now"}', now() from asked`,
    [id, organizationId],
  );
  await database.query(
    "insert into job_engine.step (id, run_id, name, kind, status) values ('step of ' || $1::text, $1, 'work', 'run', 'failed')",
    [id],
  );
  return id;
}
