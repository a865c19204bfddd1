import { defineConfig, devices } from "@playwright/test";

/** Against the production build that `npm test` serves; it says where by PORTAL_TEST_URL and with which browser. */
export default defineConfig({
  testDir: "e2e",
  // Those under e2e/long take minutes: `npm run test:long` names them.
  testIgnore: process.env.PORTAL_LONG_TESTS ? [] : ["long/**"],
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  outputDir: "test-results",
  use: {
    baseURL: process.env.PORTAL_TEST_URL,
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
