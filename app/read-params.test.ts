import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { cursorAfter } from "@/lib/platform/list-input";
import { readParams } from "./read-params";

const list = z.object({
  q: z.string().max(10).optional(),
  status: z.enum(["open", "over"]).catch("open").default("open"),
  page: z.coerce.number().int().min(1).max(9).catch(1).default(1),
  cursor: cursorAfter(z.iso.date()).optional(),
});
const read = (search: Record<string, string | string[]>) => readParams(list, Promise.resolve(search));
const id = "0193b6a0-0000-7000-8000-000000000001";

describe("parameters of an address", () => {
  it("keeps each that fits by itself, as it was given", async () => {
    const good = { q: "a b", status: "over", page: "2", cursor: `2026-12-01_${id}` };
    expect(await read(good)).toEqual(good);
    expect(await read({ ...good, status: "zzz" })).toEqual({ q: "a b", page: "2", cursor: good.cursor });
  });

  it.each([
    ["a value nobody knows, also where the query would fall back by itself", { status: "zzz" }],
    ["a name given twice", { q: ["a", "b"] }],
    ["a name given twice alike", { status: ["open", "open"] }],
    ["too long", { q: "x".repeat(11) }],
    ["no number", { page: "1e9" }],
    ["a day that is none", { cursor: `2026-02-30_${id}` }],
    ["an id that is none", { cursor: "2026-02-03_------------------------------------" }],
    ["names of every object", { constructor: "x", __proto__: "y", toString: "z" }],
    ["an empty field of a form", { q: "", status: "" }],
    ["nothing but a NUL", { q: "\u0000" }],
  ])("leaves out %s", async (_, search) => {
    expect(await read(search as Record<string, string>)).toEqual({});
  });

  it("takes a NUL away, which no database stores", async () => {
    expect(await read({ q: "a\u0000b" })).toEqual({ q: "ab" });
  });

  it("is how every page reads its address", () => {
    const pages = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("page.tsx"));
    const careless = pages.filter((file) => {
      const source = readFileSync(path.join("app", file), "utf8");
      return source.includes("searchParams") && !source.includes("readParams(");
    });
    expect(pages.length).toBeGreaterThan(50);
    expect(careless).toEqual([]);
  });
});
