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

/** Counts of a Vitest run; a file that could not be loaded, or an error outside any test, is one failure. */
export function countVitest(file, ok) {
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
  };
}

/** Counts of a Playwright run. */
export function countPlaywright(file, ok) {
  const report = read(file);
  if (!report) return crashed;
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky + report.errors.length;
  return { passed: expected, failed: failed === 0 && !ok ? 1 : failed, skipped };
}

/** Counts of a step that passes or fails as a whole. */
export const countOne = (ok) => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
