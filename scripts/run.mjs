import { prepared } from "./lib/prepared.mjs";

/** `node scripts/run.mjs <script> [argument …]`: a script of ours or a measure, with all that it needs in place. */
await prepared(import.meta.url, async () => {
  const { report, Problem } = await import("./lib/problem.mjs");
  const { readEnvFile } = await import("./lib/settings.mjs");
  const { typescript } = await import("./lib/supervise.mjs");
  const { relaunch } = await import("./lib/relaunch.mjs");
  const [script, ...words] = process.argv.slice(2);
  if (!script) {
    report(new Problem("Nothing was named to run.", "Name a script: npm run bench bench/commands.ts"));
    process.exit(1);
  }
  // A measure has a database and settings of its own.
  if (!/(^|\/)bench\//.test(script)) readEnvFile();
  process.exit(await relaunch(process.execPath, script, words, typescript));
});
