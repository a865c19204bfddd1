import "@/scripts/testing/without-next";
import { describe, expect, test } from "vitest";
import { pageLimit } from "@/lib/platform/http/public-pages";
import { limits } from "@/lib/platform/limits/table";

type Module = Record<string, unknown>;
const routes = import.meta.glob<Module>("./**/route.ts");
const pages = Object.keys(import.meta.glob("./**/page.tsx"));
const layouts = import.meta.glob<string>("./(portal)/layout.tsx", { query: "?raw", import: "default", eager: true });

/** Routes that are not limited, and why. */
const unlimited: Record<string, string> = {
  "./api/health/route.ts":
    "Monitors ask it, also when all else is refused; the database hears of it once a second at most.",
};

/** The address a file of `app` answers to, with something in each variable part. */
const addressOf = (file: string) =>
  file
    .replace(/^\.|\/(page\.tsx|route\.ts)$/g, "")
    .replaceAll(/\/\([^)]+\)/g, "")
    .replaceAll(/\[[^\]]+\]/g, "x");

describe("everything that needs no session is limited (platform.md section 9)", () => {
  test("there are routes and pages to look at", () => {
    expect(Object.keys(routes).length).toBeGreaterThan(40);
    expect(pages.filter((file) => !file.startsWith("./(portal)/")).length).toBeGreaterThan(5);
  });

  test.each(Object.keys(routes))("%s", async (file) => {
    if (Object.hasOwn(unlimited, file)) return;
    // Outside /api the proxy counts, by address.
    if (!file.startsWith("./api/")) return expect(pageLimit(addressOf(file))).not.toBeNull();
    const handlers = Object.entries((await routes[file]?.()) ?? {}).filter(([name]) => /^[A-Z]+$/.test(name));
    expect(handlers.length).toBeGreaterThan(0);
    const free = handlers.filter(([, handler]) => !(((handler as { limit?: string }).limit ?? "") in limits));
    expect(free.map(([name]) => name)).toEqual([]);
  });

  test.each(pages.filter((file) => !file.startsWith("./(portal)/")))("%s", (file) =>
    expect(pageLimit(addressOf(file))).not.toBeNull(),
  );

  test("the other pages ask for a session", () => {
    expect(Object.values(layouts).join()).toContain("requireSession()");
  });

  test("pages for those without a name are counted in passing only (P18)", () => {
    for (const address of ["/p/ours/report", "/p/ours/report/follow"]) {
      const name = pageLimit(address);
      expect(name && limits[name]).toMatchObject({ passing: true });
    }
    expect(pageLimit("/p/ours/reports")).toBe("page:read");
  });
});
