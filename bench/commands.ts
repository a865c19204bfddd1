import { randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { z } from "zod";
import { applyMigrations } from "../scripts/schema/apply";
import { startTemporaryPostgres } from "../scripts/testing/temporary-postgres";
import { optionsOf } from "./lib/options";
import { median, printMeasure, times } from "./lib/start";

const { clients, organizations, seconds, rounds } = optionsOf(
  `Commands per second that read one row, write one row and leave an event, from 16 clients over 100 organisations, as a
ratio to the very same statements sent by hand through pg. Also the time of a command with a tenth of the organisations.
Aim: 0.4, and 1,000 a second on two cores.`,
  {
    clients: [16, "at once"],
    organizations: [100, "organisations the commands are spread over"],
    seconds: [4, "seconds of each round, by hand and by command in turn"],
    rounds: [3, "rounds"],
  },
);

const postgres = await startTemporaryPostgres();
process.env.DATABASE_URL = postgres.url;
process.env.PORTAL_MASTER_KEY ??= randomBytes(32).toString("base64");
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("hex");
process.env.LOG_LEVEL = "silent";
await applyMigrations(postgres.url);

const { createTestOrganization } = await import("../scripts/testing/organization");
const { command } = await import("../lib/platform/operation/command");

const keepMail = command({
  name: "bench.keep",
  summary: "Read one row, write one row",
  permission: "outbox:read",
  type: "system_change",
  input: z.object({ subject: z.string() }),
  async run({ tx, actor, now }, { subject }) {
    const organization = await tx.organization.findUniqueOrThrow({ where: { id: actor.organizationId } });
    const id = randomUUID();
    await tx.mailMessage.create({
      data: {
        id,
        organizationId: organization.id,
        kind: "bench",
        recipient: "a@example.com",
        subject,
        body: "x",
        createdAt: now,
      },
      select: { id: true },
    });
    return { output: { id }, event: { resource: { type: "mail", id }, after: { subject } } };
  },
});

const tenants = await Promise.all(
  Array.from({ length: organizations }, (_, n) => createTestOrganization(`Bench ${n}`)),
);
const admins = tenants.map((tenant) => tenant.person.admin);
const pick = <T>(list: readonly T[]) => list[Math.floor(Math.random() * list.length)] as T;

/** Runs `work` from 16 clients for some seconds. @returns how many a second */
async function rate(work: (client: number) => Promise<unknown>): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) {
        await work(client);
        done += 1;
      }
    }),
  );
  return (done / (performance.now() - started)) * 1000;
}

// By hand: the statements a command sends, with bytes of the same size made beforehand.
const pool = new pg.Pool({ connectionString: postgres.url, max: clients });
pool.on("error", () => {}); // the server ends before its last idle connection
const connections = await Promise.all(Array.from({ length: clients }, () => pool.connect()));
for (const admin of admins) await keepMail(admin, { subject: "a subject of ordinary length" });
/** Whom the values of an administrator's event are about, and the keys they are sealed with. */
const sealedBy = new Map<string, [subjects: string[], keys: string[]]>();
for (const { organizationId, personId } of admins) {
  const subject = `person:${personId}`;
  const { rows } = await (connections[0] as pg.PoolClient).query("select id from subject_key where subject = $1", [
    subject,
  ]);
  sealedBy.set(organizationId, [[subject], rows.map(({ id }) => id)]);
}
const sample = (
  await (connections[0] as pg.PoolClient).query("select * from audit_event where action = 'bench.keep' limit 1")
).rows[0];

async function byHand(client: number) {
  const db = connections[client] as pg.PoolClient;
  const admin = pick(admins);
  const at = new Date();
  const event = {
    ...sample,
    leaf: undefined,
    id: randomUUID(),
    organization_id: admin.organizationId,
    occurred_at: at,
    recorded_at: at,
  };
  await db.query("begin");
  await db.query(
    "select set_config('role', 'portal_app', true), set_config('app.organization_id', $1, true), set_config('transaction_read_only', 'off', true)",
    [admin.organizationId],
  );
  await db.query("select id, slug, name, time_zone, country, created_at from organization where id = $1", [
    admin.organizationId,
  ]);
  await db.query(
    "insert into mail_message (id, organization_id, kind, recipient, subject, body, created_at) values ($1, $2, 'bench', 'a@example.com', $3, 'x', $4) returning id",
    [randomUUID(), admin.organizationId, "a subject of ordinary length", at],
  );
  await db.query("select portal_record_sealed($1::jsonb, $2, null, null, $3::text[], $4::uuid[], '{}')", [
    JSON.stringify(event),
    sample.leaf,
    ...(sealedBy.get(admin.organizationId) ?? []),
  ]);
  await db.query("commit");
}

const results: { hand: number; portal: number }[] = [];
const keep = (list: typeof admins) => () => keepMail(pick(list), { subject: "a subject of ordinary length" });
try {
  await rate((client) => byHand(client));
  for (let round = 0; round < rounds; round += 1) {
    const hand = await rate(byHand);
    const portal = await rate(keep(admins));
    results.push({ hand, portal });
    console.log(
      `round ${round + 1}: by hand ${hand.toFixed(0)}/s, commands ${portal.toFixed(0)}/s, ratio ${times(portal / hand)}`,
    );
  }
  const portal = median(results.map((each) => each.portal));
  const ratio = median(results.map((each) => each.portal / each.hand));
  printMeasure("commands ÷ the same statements by hand", `${times(ratio)}, ${portal.toFixed(0)}/s`, "0.4, 1,000/s");
  const few = await rate(keep(admins.slice(0, Math.max(1, organizations / 10))));
  printMeasure("time of a command with ten times the organisations", times(few / portal), "about 1");
} finally {
  for (const connection of connections) connection.release();
  await pool.end();
  await postgres.stop();
}
process.exit(0);
