import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { optionsOf } from "./lib/options";
import { ms, printMeasure, quantile, startBench, times } from "./lib/start";

const { rate, seconds } = optionsOf(
  `From the commit of an event to the signed checkpoint that covers it, at 500 events a second and at a tenth of that; ÷ the time
a commit itself takes. Aim: 2 s for 95 of 100.`,
  { rate: [500, "events a second"], seconds: [20, "seconds for each rate"] },
);
const bench = await startBench();
const { startSequencer } = await import("../lib/audit/log/sequencer");
const { fileStore } = await import("../lib/platform/storage/object-store");
const { leaveEvent } = await import("../lib/audit/testing/leave-event");
const sequencer = startSequencer({ databaseUrl: bench.url, store: fileStore(path.join(bench.folder, "evidence")) });
const db = new pg.Client({ connectionString: bench.url });
db.on("error", () => undefined);
await db.connect();
try {
  const slow = await measure(rate / 10);
  const full = await measure(rate);
  printMeasure(
    `event to signed checkpoint at ${full.reached.toFixed(0)}/s, p95`,
    `${ms(full.p95)} (${times(full.p95 / full.commit)} of a commit)`,
    "2 s",
  );
  printMeasure("time at ten times the rate", times(full.p95 / slow.p95), "about 1");
} finally {
  await sequencer.stop();
  await db.end();
  await bench.stop();
}
process.exit(0);

async function measure(perSecond: number) {
  const written = new Map<string, number>();
  const commits: number[] = [];
  const began = performance.now();
  const running = new Set<Promise<void>>();
  for (let n = 0; n < perSecond * seconds; n++) {
    const due = began + (n / perSecond) * 1000;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    const started = performance.now();
    const one = leaveEvent(bench.organization).then((id) => {
      written.set(id, Date.now());
      commits.push(performance.now() - started);
    });
    running.add(one);
    void one.finally(() => running.delete(one));
    if (running.size >= 16) await Promise.race(running);
  }
  await Promise.all(running);
  const reached = (perSecond * seconds) / ((performance.now() - began) / 1000);
  for (;;) {
    const { rows } = await db.query("select 1 from audit_pending limit 1");
    if (rows.length === 0) break;
    await sleep(50);
  }
  await sleep(1_500); // the signature follows the last batch
  const { rows } = await db.query<{ id: string; signed: Date }>(
    `select l.event_id as id, (select min(c.signed_at) from audit_checkpoint c where c.log_id = l.log_id and c.size > l.index) as signed
     from audit_leaf l where l.event_id = any($1::uuid[])`,
    [[...written.keys()]],
  );
  if (rows.length !== written.size || rows.some((row) => row.signed === null))
    throw new Error("An event was not signed.");
  const waited = rows.map((row) => Math.max(0, row.signed.getTime() - (written.get(row.id) ?? 0)));
  return { p95: quantile(waited, 0.95), commit: quantile(commits, 0.95), reached };
}
