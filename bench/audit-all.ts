import { optionsOf } from "./lib/options";
import { runOn, runScript, startBench } from "./lib/start";

const { events, quick } = optionsOf(
  `Every measure of the audit trail, one after the other. Proofs, export and verification share one log, which takes the
longest to make; each runs in a process of its own.`,
  {
    events: [1_000_000, "events in the log and in the trail that is searched"],
    quick: [false, "a few seconds each: only to see that they run"],
  },
);
const size = ["--events", `${events}`];

const bench = await startBench();
try {
  for (const script of ["audit-proofs.ts", "audit-export.ts", "audit-verify.ts"]) {
    console.log(`\n${script}`);
    await runOn(bench, script, size);
  }
} finally {
  await bench.stop();
}
const others: readonly [script: string, words: readonly string[], quickWords: readonly string[]][] = [
  ["audit-search.ts", size, [...size, "--rounds", "2"]],
  ["audit-sequencing.ts", [], ["--seconds", "3"]],
  ["audit-ingest.ts", [], ["--calls", "3"]],
  ["audit-upload.ts", [], ["--mebibytes", "50", "--rounds", "1"]],
  ["commands.ts", [], ["--organizations", "10", "--seconds", "1", "--rounds", "1"]],
];
for (const [script, words, quickWords] of others) {
  console.log(`\n${script}`);
  await runScript(script, quick ? quickWords : words);
}
process.exit(0);
