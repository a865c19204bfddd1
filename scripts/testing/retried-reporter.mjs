import { writeFileSync } from "node:fs";

/** Writes the names of tests that passed at a second try to the file `VITEST_RETRIED_FILE`: the JSON report does not tell them. */
export default class RetriedReporter {
  names = [];

  onTestCaseResult(test) {
    if (test.diagnostic()?.flaky) this.names.push(`${test.module.relativeModuleId} › ${test.fullName}`);
  }

  onTestRunEnd() {
    writeFileSync(process.env.VITEST_RETRIED_FILE, JSON.stringify(this.names));
  }
}
