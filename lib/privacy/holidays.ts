import "server-only";
import at from "@/prisma/data/holidays/AT.json";
import de from "@/prisma/data/holidays/DE.json";
import berlin from "@/prisma/data/holidays/DE-BE.json";
import es from "@/prisma/data/holidays/ES.json";
import fr from "@/prisma/data/holidays/FR.json";
import england from "@/prisma/data/holidays/GB-ENG.json";
import ie from "@/prisma/data/holidays/IE.json";
import nl from "@/prisma/data/holidays/NL.json";
import us from "@/prisma/data/holidays/US.json";
import california from "@/prisma/data/holidays/US-CA.json";

export type HolidayTable = { name: string; dates: ReadonlySet<string> };

type Table = { id: string; version: string; holidays: { date: string }[] };
const tables = new Map(
  [at, de, berlin, es, fr, england, ie, nl, us, california].map((table: Table) => [
    table.id,
    { name: `${table.id}, ${table.version}`, dates: new Set(table.holidays.map(({ date }) => date)) },
  ]),
);
const none: HolidayTable = { name: "weekends only", dates: new Set() };

/** The table of a region ("DE-BE"), else of its country ("DE"), else weekends only; the name is kept with what was counted. */
export function holidaysOf(country: string): HolidayTable {
  return tables.get(country) ?? tables.get(country.split("-")[0] ?? "") ?? none;
}
