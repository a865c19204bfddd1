/**
 * Writes prisma/data/holidays/*.json from the npm package date-holidays, which is no dependency of the portal:
 *   node scripts/generate-holidays.mjs <folder with node_modules/date-holidays>
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const VERSION = "3.37.0";
const YEARS = { from: 2024, to: 2032 };
const TABLES = [["DE"], ["DE", "BE"], ["FR"], ["GB", "ENG"], ["US"], ["US", "CA"], ["ES"], ["IE"], ["NL"], ["AT"]];

const folder = process.argv[2];
if (!folder) {
  console.error("Usage: node scripts/generate-holidays.mjs <folder with node_modules/date-holidays>");
  process.exit(2);
}
const require = createRequire(join(resolve(folder), "package.json"));
const Holidays = require("date-holidays");
const found = JSON.parse(
  readFileSync(join(resolve(folder), "node_modules/date-holidays/package.json"), "utf8"),
).version;
if (found !== VERSION) {
  console.error(`date-holidays ${found} found, ${VERSION} wanted`);
  process.exit(1);
}

const target = resolve(import.meta.dirname, "../prisma/data/holidays");
mkdirSync(target, { recursive: true });
for (const [country, region] of TABLES) {
  const source = new Holidays(country, region);
  const byDate = new Map();
  for (let year = YEARS.from; year <= YEARS.to; year += 1) {
    for (const holiday of source.getHolidays(year)) {
      if (holiday.type !== "public") continue;
      const days = Math.max(1, Math.round((holiday.end - holiday.start) / 86_400_000));
      for (let day = 0; day < days; day += 1) {
        const date = new Date(Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`) + day * 86_400_000)
          .toISOString()
          .slice(0, 10);
        const ownYear = Number(date.slice(0, 4));
        if (ownYear < YEARS.from || ownYear > YEARS.to) continue;
        const names = byDate.get(date) ?? new Set();
        byDate.set(date, names.add(holiday.name));
      }
    }
  }
  const holidays = [...byDate].sort().map(([date, names]) => ({ date, name: [...names].sort().join(" / ") }));
  const id = region ? `${country}-${region}` : country;
  const table = { id, country, region: region ?? null, version: `date-holidays ${VERSION}`, ...YEARS, holidays };
  const lines = holidays.map((holiday) => `  ${JSON.stringify(holiday)}`).join(",\n");
  const head = JSON.stringify({ ...table, holidays: [] }).replace(/\[\]\}$/, "");
  writeFileSync(join(target, `${id}.json`), `${head}[\n${lines}\n]}\n`);
  console.log(`${id}: ${holidays.length} days`);
}
