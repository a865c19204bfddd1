import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const shared = {
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  ssr: { resolve: { conditions: ["react-server", "node"] } },
};

/** One more try where a red run throws a day's work away; `npm test` names who needed it. At home none. */
const retry = process.env.CI ? 1 : 0;

/** `*.test.ts` needs nothing; `*.db.test.ts` gets a fresh database from a template (see scripts/testing/). */
export default defineConfig({
  test: {
    // What is waited for ends the wait; the limit is for a machine five times slower than a quiet one.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          retry,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          include: ["{lib,components,scripts,prisma,app}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/*.long.test.ts", "**/node_modules/**"],
        },
      },
      {
        ...shared,
        test: {
          name: "database",
          retry,
          include: ["{lib,scripts,prisma,app}/**/*.db.test.ts"],
          globalSetup: ["scripts/testing/database.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
      {
        ...shared,
        test: {
          name: "long",
          include: ["{lib,scripts}/**/*.long.test.ts"],
          globalSetup: ["scripts/testing/database.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          maxWorkers: 1,
        },
      },
    ],
  },
});
