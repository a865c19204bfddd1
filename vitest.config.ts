import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const shared = {
  resolve: { alias: { "@": root.replace(/\/$/, "") } },
  ssr: { resolve: { conditions: ["react-server", "node"] } },
};

/** `*.test.ts` needs nothing; `*.db.test.ts` gets a fresh database from a template (see scripts/testing/). */
export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["{lib,components,scripts,prisma,app}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/*.long.test.ts", "**/node_modules/**"],
        },
      },
      {
        ...shared,
        test: {
          name: "database",
          include: ["{lib,scripts,prisma,app}/**/*.db.test.ts"],
          globalSetup: ["scripts/testing/database.ts"],
          testTimeout: 30_000,
          hookTimeout: 60_000,
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
