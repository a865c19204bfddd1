import "@/scripts/testing/without-next";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Marked = { operation?: { kind: string; name: string } };
type Module = Record<string, unknown>;

const sources = import.meta.glob<string>(["./**/*.{ts,tsx}", "!./**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const actionFiles = Object.entries(sources)
  .filter(([, text]) => /^\s*["']use server["']/m.test(text))
  .map(([file]) => file);
const routeFiles = Object.keys(sources).filter((file) => file.startsWith("./api/v1/") && file.endsWith("/route.ts"));

/** `import.meta.glob` again, lazily: modules are loaded one by one, so that the failing one is named. */
const modules = import.meta.glob<Module>(["./**/*.{ts,tsx}", "!./**/*.test.ts"]);

describe("every way in goes through an operation (architecture 4)", () => {
  test("there are server functions and routes to look at", () => {
    expect(actionFiles.length).toBeGreaterThan(3);
    expect(routeFiles.length).toBeGreaterThan(3);
  });

  test.each(actionFiles)("server functions of %s", async (file) => {
    const module = (await modules[file]?.()) ?? {};
    const unmarked = Object.entries(module).filter(
      ([, value]) => typeof value === "function" && !(value as Marked).operation,
    );
    expect(unmarked.map(([name]) => name)).toEqual([]);
  });

  test("server functions stand in files of their own, never inline", () => {
    const inline = Object.entries(sources).filter(
      ([file, text]) => !actionFiles.includes(file) && /["']use server["']/.test(text),
    );
    expect(inline.map(([file]) => file)).toEqual([]);
  });

  test.each(routeFiles)("handlers of %s", async (file) => {
    const module = (await modules[file]?.()) ?? {};
    const methods = Object.entries(module).filter(([name]) => /^(GET|POST|PUT|PATCH|DELETE)$/.test(name));
    expect(methods.length).toBeGreaterThan(0);
    expect(methods.filter(([, handler]) => !(handler as Marked).operation).map(([name]) => name)).toEqual([]);
  });

  test("no route under app/api/v1 is missing from the OpenAPI document", () => {
    const document = readFileSync("app/api/openapi/routes.ts", "utf8");
    const missing = routeFiles.filter(
      (file) => !document.includes(file.replace("./api/v1", "../v1").replace(/\.ts$/, "")),
    );
    expect(missing).toEqual([]);
  });
});
