import { readFileSync } from "node:fs";

const read = (file) => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
};

/** Nobody may count nothing as a success. */
const crashed = { passed: 0, failed: 1, skipped: 0 };

/**
 * Counts of a Vitest run; a file that could not be loaded, or an error outside any test, is one failure.
 * @param {string} retriedFile where `scripts/testing/retried-reporter.mjs` wrote the names of tests that passed at a second try
 */
export function countVitest(file, ok, retriedFile) {
  const report = read(file);
  if (!report) return crashed;
  const broken = report.testResults.filter(
    (suite) => suite.status === "failed" && !suite.assertionResults.some((test) => test.status === "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    retried: read(retriedFile) ?? [],
  };
}

/** Counts of a Playwright run; a test that passed at a second try has passed, and is named. */
export function countPlaywright(file, ok) {
  const report = read(file);
  if (!report) return crashed;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + report.errors.length;
  const retried = report.suites.flatMap((suite) => flakyIn(suite, []));
  return { passed: expected + flaky, failed: failed === 0 && !ok ? 1 : failed, skipped, retried };
}

function flakyIn({ title, specs = [], suites = [] }, above) {
  const path = [...above, title];
  const own = specs.filter((spec) => spec.tests.some(({ status }) => status === "flaky"));
  return [...own.map((spec) => [...path, spec.title].join(" › ")), ...suites.flatMap((inner) => flakyIn(inner, path))];
}

/** Counts of a step that passes or fails as a whole. */
export const countOne = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
