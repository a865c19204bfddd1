import { defineConfig, devices } from "@playwright/test";

/** Against the production build that `npm test` serves; it says where by PORTAL_TEST_URL and with which browser. */
export default defineConfig({
  testDir: "e2e",
  // Those under e2e/long take minutes: `npm run test:long` names them.
  testIgnore: process.env.PORTAL_LONG_TESTS ? [] : ["long/**"],
  workers: 2,
  // One more try where a red run throws a day's work away; `npm test` names who needed it. At home none.
  retries: process.env.CI ? 1 : 0,
  forbidOnly: true,
  // What a person would wait for, on a machine five times slower than a quiet one.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  outputDir: "test-results",
  use: {
    baseURL: process.env.PORTAL_TEST_URL,
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    screenshot: "only-on-failure",
    // A trace costs every test a part of its time: `PORTAL_TEST_TRACE=1 npm test -- --only=build,browser <file>` keeps those that fail.
    trace: process.env.PORTAL_TEST_TRACE ? "retain-on-failure" : "off",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
  projects: [{ name: "desktop", use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } } }],
});
