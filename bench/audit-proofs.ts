import pg from "pg";
import { fillLog } from "./lib/fill-log";
import { optionsOf } from "./lib/options";
import { ms, printMeasure, quantile, startBench, times } from "./lib/start";

const { events, proofs } = optionsOf(
  `Inclusion proofs from tiles, as the event page and the REST route ask for them, in a log of a million leaves and in one of a
tenth; ÷ reading the event's row alone. Aim: p95 of 20 ms, and at most 1.5 × that of the smaller log.`,
  { events: [1_000_000, "leaves of the larger log"], proofs: [500, "proofs asked for in each"] },
);
const bench = await startBench();
const db = new pg.Client({ connectionString: bench.url });
db.on("error", () => undefined);
await db.connect();
const { proveEvent } = await import("../lib/audit/testing/prove-event");
try {
  await fillLog(bench, Math.floor(events / 10));
  const small = await measure();
  await fillLog(bench, events);
  const large = await measure();
  printMeasure(
    `inclusion proof at ${large.leaves} leaves, p95`,
    `${ms(large.p95)} (${times(large.p95 / large.bare)} of reading the row)`,
    "20 ms",
  );
  printMeasure(`÷ that at ${small.leaves}`, times(large.p95 / small.p95), "1.5");
} finally {
  await db.end();
  await bench.stop();
}
process.exit(0);

async function measure() {
  const { rows } = await db.query<{ id: string }>(
    "select event_id as id from audit_leaf order by md5(event_id::text) limit $1",
    [proofs],
  );
  const leaves = Number((await db.query("select count(*) from audit_leaf")).rows[0].count);
  const spent: number[] = [];
  const bare: number[] = [];
  for (const { id } of rows) {
    let began = performance.now();
    await db.query("select leaf from audit_event where id = $1", [id]);
    bare.push(performance.now() - began);
    began = performance.now();
    if ((await proveEvent(bench.organization.id, id)).state !== "signed") throw new Error("An event has no proof.");
    spent.push(performance.now() - began);
  }
  return { p95: quantile(spent, 0.95), bare: quantile(bare, 0.95), leaves };
}
