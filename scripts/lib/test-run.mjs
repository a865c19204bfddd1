import { onOrphaned } from "./relaunch.mjs";
import { seconds, stopSteps } from "./steps.mjs";
import { steps } from "./test-steps.mjs";

/** A second try saves a day's work from one flicker; more than so many are no flickers any more. */
const mostRetried = 3;

/**
 * Runs the chosen steps one after the other, shows what failed, sums up.
 * @param {{ chosen: string[] | null, filters: string[] }} wanted null: all but those that run only when named
 * @returns {Promise<boolean>} whether nothing failed
 */
export async function testRun({ chosen, filters }) {
  const closing = [];
  let stopping = false;
  const close = async () => {
    await stopSteps();
    for (const one of closing.splice(0).reverse()) await one();
  };
  const leave = async () => {
    if (stopping) return;
    stopping = true;
    console.log("\n  Stopping …");
    await close();
    process.exit(130);
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, leave);
  onOrphaned(leave);

  const began = performance.now();
  const total = { passed: 0, failed: 0, skipped: 0 };
  const failed = new Set();
  const retried = [];
  const names = chosen ?? Object.keys(steps).filter((name) => !steps[name].only);
  for (const name of names) {
    const { title, needs, run } = steps[name];
    process.stdout.write(`  ▸ ${title} … `);
    const start = performance.now();
    const result = failed.has(needs)
      ? { passed: 0, failed: 1, skipped: 0, output: `Not run: ${steps[needs].title} failed.` }
      : await run(closing, filters);
    await (stopping ? new Promise(() => {}) : close());
    for (const key of Object.keys(total)) total[key] += result[key];
    if (result.failed > 0) failed.add(name);
    retried.push(...(result.retried ?? []));
    tell(result, performance.now() - start);
  }
  if (!tellRetried(retried)) total.failed += 1;
  console.log(`\n  ${seconds(performance.now() - began)} in all${total.skipped ? `, ${total.skipped} skipped` : ""}\n`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0;
}

/** Says aloud which tests needed a second try. @returns whether they are few enough */
function tellRetried(names) {
  if (names.length === 0) return true;
  const few = names.length <= mostRetried;
  console.log(`\n  ${few ? "!" : "✗"} ${names.length} passed only at a second try. Mend them before anything else:`);
  for (const name of names) console.log(`    ${name}`);
  if (!few) console.log(`    More than ${mostRetried} count as a failure.`);
  return few;
}

function tell({ passed, failed, skipped, note, output }, ms) {
  const counts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`]
    .filter(Boolean)
    .join(", ");
  console.log(`${counts}, ${seconds(ms)}${note ? ` (${note})` : ""}`);
  if (failed > 0 && output) console.log(`\n${output.trimEnd().split("\n").slice(-400).join("\n")}\n`);
}
