import { createHash } from "node:crypto";
import { createDeflateRaw } from "node:zlib";
import { Client } from "pg";
import { buildOne } from "./lib/export-package";
import { fillLog } from "./lib/fill-log";
import { optionsOf } from "./lib/options";
import { printMeasure, runOn, startBench, times } from "./lib/start";

const { events } = optionsOf(
  `Events per second of an export with all its proofs, tables and disclosed keys, built as the job builds it; ÷ reading the very
same rows through pg, hashing and deflating their bytes. Peak memory of the process while it builds.
Aim: more than 30,000 a second, less than 300 MiB.`,
  { events: [1_000_000, "events in the log; a tenth of them is exported as well"] },
);
const bench = await startBench();
try {
  await fillLog(bench, events);
  if (bench.joined) await measure();
  else await runOn(bench, "audit-export.ts", ["--events", `${events}`]);
} finally {
  await bench.stop();
}
process.exit(0);

async function measure(): Promise<void> {
  const tenth = Math.floor(events / 10);
  await buildOne(bench, { last: `${Math.min(tenth, 5_000) - 1}` }); // compiled and connected by then
  const small = await buildOne(bench, { last: `${tenth - 1}` });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const before = process.cpuUsage();
  const whole = await buildOne(bench, { last: `${events - 1}` });
  const { user, system } = process.cpuUsage(before);
  clearInterval(watch);
  const hand = await byHand();
  const rate = `${(events / whole.seconds).toFixed(0)}/s in ${whole.seconds.toFixed(1)} s`;
  const baseline = `${times(hand / whole.seconds)} of reading, hashing and deflating by hand (${hand.toFixed(1)} s)`;
  printMeasure(`export of ${events} events`, `${rate}, ${baseline}`, "> 30,000/s");
  const share = (1e6 * events) / (user + system);
  printMeasure("events per second of its processor time", share.toFixed(0), "");
  printMeasure("time of ten times as many", times(whole.seconds / small.seconds), "about 10");
  printMeasure("peak memory while it builds", `${(peak / 2 ** 20).toFixed(0)} MiB`, "< 300 MiB");
}

/** @returns seconds */
async function byHand(): Promise<number> {
  const db = new Client({ connectionString: bench.url });
  db.on("error", () => undefined); // the server ends before it when something fails
  await db.connect();
  const { id } = (await db.query("select id from audit_log where organization_id = $1", [bench.organization.id]))
    .rows[0];
  const began = performance.now();
  const hash = createHash("sha256");
  const deflate = createDeflateRaw({ level: 1 });
  deflate.on("data", () => undefined);
  for (let first = 0; first < events; first += 2_000) {
    const { rows } = await db.query<[string, Buffer, ...unknown[]]>({
      text: `select l.index, e.leaf, e.* from audit_leaf l join audit_event e on e.id = l.event_id
        where l.log_id = $1 and l.index >= $2 and l.index < $3 order by l.index`,
      values: [id, first, Math.min(events, first + 2_000)],
      rowMode: "array",
    });
    const bytes = Buffer.concat(rows.map((row) => row[1]));
    hash.update(bytes);
    await new Promise((resolve) => deflate.write(bytes, resolve));
  }
  hash.digest();
  await db.end();
  return (performance.now() - began) / 1000;
}
