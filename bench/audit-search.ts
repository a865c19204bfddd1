import pg from "pg";
import { fillEvents } from "./lib/fill-events";
import { optionsOf } from "./lib/options";
import { median, ms, printMeasure, quantile, startBench, times } from "./lib/start";

const {
  events: small,
  rounds,
  large,
} = optionsOf(
  `The first page of filtered searches, as the explorer asks for it: every kind of filter, frequent and rare, in turn. p95 over
all of them at a million events and a tenth of that, and with --large at ten million. Baseline: the newest page without any filter.
Aim: p95 < 200 ms and less than twice that at a million.`,
  {
    events: [1_000_000, "events of the trail"],
    rounds: [20, "times each filter is asked for"],
    large: [false, "also with ten times as many events"],
  },
);
const bench = await startBench();
const db = new pg.Client({ connectionString: bench.url });
db.on("error", () => undefined);
await db.connect();
const sizes = [Math.floor(small / 10), small, ...(large ? [10 * small] : [])];
try {
  let filled = 0;
  let smaller: number | null = null;
  for (const size of sizes) {
    await fillEvents(db, bench.organization.id, filled, size);
    filled = size;
    const { p95, bare, slowest } = await measure();
    const words = `${ms(p95)} (${times(p95 / bare)} of no filter)`;
    printMeasure(`filtered search at ${size} events, p95`, words, "< 200 ms");
    printMeasure("of these the slowest, median", slowest, "");
    if (smaller !== null) printMeasure("time with ten times as many events", times(p95 / smaller), "< 2");
    smaller = p95;
  }
} finally {
  await db.end();
  await bench.stop();
}
process.exit(0);

async function measure(): Promise<{ p95: number; bare: number; slowest: string }> {
  const { searchEvents } = await import("../lib/audit/explorer/queries");
  const { rows } = await db.query(
    "select actor_id, session_id, request_id, resource_id from audit_event limit 1 offset $1",
    [Math.floor(small / 20)],
  );
  const sample = rows[0];
  const filters: Record<string, string>[] = [
    { outcome: "denied" },
    { outcome: "failure" },
    { risk: "critical" },
    { crud: "delete" },
    { type: "policy_change" },
    { control: "A.5.18" },
    { ip: "198.51.3.17" },
    { action: "role." },
    { action: "policy." },
    { actor: sample.actor_id },
    { actor: "Krause 49" },
    { session: sample.session_id },
    { request: sample.request_id },
    { resource: sample.resource_id },
    { resource: "ticket" },
    { q: "zeppelin" },
    { q: "firewall rule" },
    { q: "nowhere to be found" },
    { q: "TCK-4711" },
    { outcome: "denied", control: "CC6.1", type: "data_access" },
    { from: "2025-01-02", to: "2025-01-03", outcome: "denied" },
  ];
  const spent = filters.map((): number[] => []);
  const bare: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    for (const [i, filter] of filters.entries()) {
      const began = performance.now();
      await searchEvents(bench.organization.person.auditor, filter);
      if (round > 0) spent[i]?.push(performance.now() - began);
    }
    const began = performance.now();
    await searchEvents(bench.organization.person.auditor, {});
    bare.push(performance.now() - began);
  }
  const slowest = filters
    .map((filter, i) => ({ filter, time: median(spent[i] ?? []) }))
    .sort((a, b) => b.time - a.time)
    .slice(0, 4)
    .map(({ filter, time }) => `${new URLSearchParams(filter)} ${ms(time)}`);
  return { p95: quantile(spent.flat(), 0.95), bare: quantile(bare, 0.95), slowest: slowest.join(", ") };
}
