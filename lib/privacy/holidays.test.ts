import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseLocalDate } from "../platform/calendar";
import { dueDate } from "./deadlines";

type Table = { id: string; from: number; to: number; version: string; holidays: { date: string; name: string }[] };
const folder = new URL("../../prisma/data/holidays/", import.meta.url);
const tables = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name): [string, Table] => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8"))]);
const datesOf = (id: string) => new Set(tables.find(([, t]) => t.id === id)?.[1].holidays.map(({ date }) => date));

describe("holiday tables", () => {
  it("ship for ten countries and regions", () => {
    const ids = ["AT", "DE", "DE-BE", "ES", "FR", "GB-ENG", "IE", "NL", "US", "US-CA"];
    expect(tables.map(([, table]) => table.id).toSorted()).toEqual(ids);
  });

  it.each(tables)("%s: real dates in order, named, every year", (name, table) => {
    expect(name).toBe(`${table.id}.json`);
    const dates = table.holidays.map(({ date }) => date);
    expect(dates).toEqual([...new Set(dates)].toSorted());
    for (const { date, name: title } of table.holidays) {
      expect(parseLocalDate(date)).toBeGreaterThan(0);
      expect(title).not.toBe("");
    }
    for (let year = table.from; year <= table.to; year += 1) {
      expect(dates.filter((date) => date.startsWith(`${year}-`)).length).toBeGreaterThanOrEqual(8);
      expect(dates).toContain(`${year}-12-25`);
    }
    expect([table.from, table.to]).toEqual([2024, 2032]);
  });

  it("know what differs by region", () => {
    expect(datesOf("DE-BE").has("2026-03-08")).toBe(true);
    expect(datesOf("DE").has("2026-03-08")).toBe(false);
    expect(datesOf("GB-ENG").has("2026-12-28")).toBe(true);
    expect(datesOf("US-CA").has("2026-10-12")).toBe(false);
    expect(datesOf("US").has("2026-10-12")).toBe(true);
  });

  it("move a due date at Easter", () => {
    const input = {
      timeZone: "Europe/Berlin",
      regulation: "gdpr",
      kind: "access",
      holidays: datesOf("DE-BE"),
    } as const;
    expect(dueDate({ ...input, received: "2026-03-03T12:00:00Z" }).due).toBe("2026-04-07");
  });
});
