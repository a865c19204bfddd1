import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import type { Actor } from "../lib/platform/auth/actor-types";
import { applyMigrations } from "../scripts/schema/apply";
import { startTemporaryPostgres } from "../scripts/testing/temporary-postgres";
import { optionsOf } from "./lib/options";
import { median, printMeasure, times } from "./lib/start";

const { calls, rounds } = optionsOf(
  `Events a second taken by audit.ingest, 1,000 a call, as a ratio to a multi-row INSERT of the very same rows made beforehand,
without hashing, sealing or checking them; and the growth of a call's time when the table has ten times the rows.
Aims: 0.5, 20,000 events a second on two cores, growth below 1.5.`,
  { calls: [20, "calls in each round"], rounds: [3, "rounds, by hand and by call in turn"] },
);
const perCall = 1_000;
const clients = 2;
const users = 500;

const postgres = await startTemporaryPostgres();
process.env.DATABASE_URL = postgres.url;
process.env.PORTAL_MASTER_KEY ??= randomBytes(32).toString("base64");
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("hex");
process.env.EVIDENCE_STORAGE_PATH = mkdtempSync(path.join(os.tmpdir(), "plinto-bench-"));
process.env.LOG_LEVEL = "silent";
await applyMigrations(postgres.url);

const { createTestOrganization } = await import("../scripts/testing/organization");
const { ingestEvents } = await import("../lib/audit/ingest/ingest-events");
const organization = await createTestOrganization("Bench");
const actor: Actor = {
  kind: "api_key",
  keyId: randomUUID(),
  name: "Bench",
  createdById: organization.person.admin.personId,
  permissions: ["audit:ingest"],
  organizationId: organization.id,
  requestId: randomUUID(),
};

let sent = 0;
const call = () => ({
  events: Array.from({ length: perCall }, () => {
    sent += 1;
    return {
      event_type: "data_access" as const,
      action: "crm.contact-viewed",
      resource_type: "contact",
      resource_id: `contact-${sent % 5_000}`,
      outcome: "success" as const,
      user_id: `user-${sent % users}`,
      control_id: "CC6.1",
      external_id: `external-${sent}`,
    };
  }),
});

/** @returns events a second, with `clients` calls at once */
async function measured(count: number, work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let left = count;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left > 0) {
        left -= 1;
        await work();
      }
    }),
  );
  return (count * perCall * 1_000) / (performance.now() - started);
}

const pool = new pg.Pool({ connectionString: postgres.url, max: clients });
pool.on("error", () => {}); // the server ends before its last idle connection
const columns = `log_id, organization_id, leaf, type, action, crud, outcome, risk_level, retention_class, actor_kind, actor_id, actor_name,
  resource_type, resource_id, control_ids, ip, request_id, occurred_at, recorded_at`;

/** The same rows once more under new ids, as one INSERT per table, in one transaction as the application. */
async function byHand(): Promise<void> {
  const prepared = ready.pop();
  if (!prepared) throw new Error("No prepared batch is left.");
  const db = await pool.connect();
  try {
    await db.query("begin");
    await db.query("select set_config('role', 'portal_app', true), set_config('app.organization_id', $1, true)", [
      organization.id,
    ]);
    await db.query(prepared.events, prepared.values);
    await db.query(
      "insert into audit_pending (event_id, log_id, organization_id) select e, $2, $3 from unnest($1::uuid[]) e",
      [prepared.ids, prepared.logId, organization.id],
    );
    await db.query(
      "insert into ingested_event (key_id, external_id, organization_id, event_id) select $1, x, $2, e from unnest($3::text[], $4::uuid[]) t(x, e)",
      [randomUUID(), organization.id, prepared.external, prepared.ids],
    );
    await db.query("commit");
  } finally {
    db.release();
  }
}

type Prepared = { events: string; values: unknown[]; ids: string[]; external: string[]; logId: string };
let ready: Prepared[] = [];

async function prepare(batches: number): Promise<void> {
  const { rows } = await pool.query(
    `select ${columns} from audit_event where actor_kind = 'claimed' order by id limit ${perCall}`,
  );
  const width = Object.keys(rows[0]).length + 1;
  const places = rows.map(
    (_, row) => `(${Array.from({ length: width }, (_, n) => `$${row * width + n + 1}`).join(",")})`,
  );
  ready = Array.from({ length: batches }, () => {
    const ids = rows.map(() => randomUUID());
    return {
      events: `insert into audit_event (id, ${columns}) values ${places.join(",")}`,
      values: rows.flatMap((row, n) => [ids[n], ...Object.values(row)]),
      ids,
      external: ids.map((id) => `external-${id}`),
      logId: rows[0].log_id,
    };
  });
}

const ingest = () => ingestEvents(actor, call());
try {
  await measured(Math.min(10, calls), ingest);
  const ratios: number[] = [];
  const rates: number[] = [];
  let processor = 0;
  for (let round = 1; round <= rounds; round += 1) {
    await prepare(calls);
    const hand = await measured(calls, byHand);
    const before = process.cpuUsage();
    const portal = await measured(calls, ingest);
    const { user, system } = process.cpuUsage(before);
    processor = (user + system) / (calls * perCall);
    ratios.push(portal / hand);
    rates.push(portal);
    console.log(
      `round ${round}: by hand ${hand.toFixed(0)}/s, ingest ${portal.toFixed(0)}/s, ratio ${times(portal / hand)}`,
    );
  }
  const rate = median(rates);
  printMeasure("ingest ÷ multi-row INSERT", `${times(median(ratios))}, ${rate.toFixed(0)} events/s`, "0.5, 20,000/s");
  printMeasure("microseconds of the portal's processor time for an event", processor.toFixed(1), "");
  const first = sent;
  await measured(Math.max(0, (first * 10 - sent) / perCall), ingest);
  const grown = await measured(calls, ingest);
  printMeasure("time of a call at ten times the rows", times(rate / grown), "< 1.5");
} finally {
  await pool.end();
  await postgres.stop();
}
process.exit();
