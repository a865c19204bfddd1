import path from "node:path";
import { build } from "./build.mjs";
import { chooseChromium } from "./chromium.mjs";
import { Problem } from "./problem.mjs";
import { runNode } from "./steps.mjs";
import { next } from "./supervise.mjs";
import { makeTemporaryFolder, removeFolder } from "./temporary-folder.mjs";
import { startTestPortal, testActionsKey } from "./test-portal.mjs";
import { countOne, countPlaywright, countVitest } from "./test-reports.mjs";

const buildFolder = ".next-test";
const bin = (file) => path.join("node_modules", file);

/** A step gives its counts, and its output when something failed. */
const whole = async (...runs) => {
  for (const args of runs) {
    const { ok, output } = await runNode(args, { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
    if (!ok) return { ...countOne(false), output };
  }
  return countOne(true);
};

async function vitest(project) {
  const folder = await makeTemporaryFolder();
  const [report, retried] = [path.join(folder, "report.json"), path.join(folder, "retried.json")];
  try {
    const args = [bin("vitest/vitest.mjs"), "run", "--project", project, "--passWithNoTests"];
    const reporters = ["default", "json", "./scripts/testing/retried-reporter.mjs"].map((name) => `--reporter=${name}`);
    const env = { ...process.env, NO_COLOR: "1", VITEST_RETRIED_FILE: retried };
    const { ok, output } = await runNode([...args, ...reporters, `--outputFile.json=${report}`], { env });
    return { ...countVitest(report, ok, retried), output };
  } finally {
    removeFolder(folder);
  }
}

async function browser(closing, filters, more = {}) {
  const chromium = await chooseChromium();
  const folder = await makeTemporaryFolder();
  closing.push(() => removeFolder(folder));
  const portalEnvironment = await startTestPortal(folder, buildFolder, closing);
  const report = path.join(folder, "playwright.json");
  const env = {
    ...portalEnvironment,
    NODE_ENV: "test",
    PORTAL_BUILD_FOLDER: buildFolder,
    CHROMIUM_PATH: chromium.file,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    FORCE_COLOR: "0",
    ...more,
  };
  const args = [bin("playwright/cli.js"), "test", "--reporter=list,json", "--pass-with-no-tests", ...filters];
  const { ok, output } = await runNode(args, { env });
  // What a test measured is worth reading also when it passed.
  const measured = output.match(/^measured: .*$/gm) ?? [];
  const note = [`${chromium.file}, ${chromium.from}`, ...measured].join("; ");
  return { ...countPlaywright(report, ok), note, output };
}

const asFailure = async (work) => {
  try {
    return await work();
  } catch (error) {
    const words = error instanceof Problem ? `${error.message}\n${error.mend}` : error.stack;
    return { ...countOne(false), output: words };
  }
};

/** The steps in their order; `needs` names one that must have passed. */
export const steps = {
  lint: { title: "Lint", run: () => whole([bin("@biomejs/biome/bin/biome"), "check", "."]) },
  types: { title: "Types", run: () => whole([next, "typegen"], [bin("typescript/bin/tsc"), "--noEmit"]) },
  "dead-code": { title: "Dead code", run: () => whole([bin("knip/bin/knip.js")]) },
  unit: { title: "Unit tests", run: () => vitest("unit") },
  database: { title: "Database tests", run: () => vitest("database") },
  long: { title: "Long tests", run: () => vitest("long"), only: true },
  build: {
    title: "Build",
    run: () =>
      asFailure(async () => {
        await build(buildFolder, { env: { ...process.env, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: testActionsKey } });
        return countOne(true);
      }),
  },
  browser: {
    title: "Browser tests",
    needs: "build",
    run: (closing, filters) => asFailure(() => browser(closing, filters)),
  },
  "long-browser": {
    title: "Long browser tests",
    needs: "build",
    run: (closing) => asFailure(() => browser(closing, ["e2e/long"], { PORTAL_LONG_TESTS: "1" })),
    only: true,
  },
};
