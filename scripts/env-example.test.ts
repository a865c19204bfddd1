import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { envExample } from "./env-example";

test(".env.example is what `npm run env-example` makes of lib/platform/env.ts", () => {
  expect(readFileSync(".env.example", "utf8")).toBe(envExample());
});
