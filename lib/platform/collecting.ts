import "server-only";
import { DAY, formatLocalDate, parseLocalDate } from "./calendar";
import type { Cell, CollectedTable, Period, ReadTenant } from "./contribution";
import { Prisma } from "./db/generated/client";

const first = "00000000-0000-0000-0000-000000000000";
const pageSize = 500;

type Row = Record<string, Cell | Date | bigint> & { key: string };

/**
 * The answer to one statement, asked page by page. `page` gets the last key and returns rows in order of `key` (a uuid,
 * beside the named columns), at most `limit`. The statement itself is what the evidence shows as its query.
 */
export function tableOf(
  read: ReadTenant,
  columns: readonly string[],
  page: (after: string, limit: number) => Prisma.Sql,
  note?: string,
): CollectedTable {
  const statement = page(first, pageSize);
  const parameters = statement.values.map((value, index) => [`$${index + 1}`, String(value)] as const);
  return {
    query: statement.text.replaceAll(/\s+/g, " ").trim(),
    parameters: Object.fromEntries(parameters),
    columns,
    rows: rowsOf(read, columns, page),
    note,
  };
}

async function* rowsOf(
  read: ReadTenant,
  columns: readonly string[],
  page: (after: string, limit: number) => Prisma.Sql,
): AsyncGenerator<readonly Cell[]> {
  for (let after = first; ; ) {
    const rows = await read((tx) => tx.$queryRaw<Row[]>(page(after, pageSize)));
    for (const row of rows) yield columns.map((column) => cellOf(row[column]));
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = last.key;
  }
}

function cellOf(value: Cell | Date | bigint | undefined): Cell {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "bigint") return Number(value);
  return value ?? null;
}

/** Within the days of a period, counted in UTC. */
export function duringPeriod(column: Prisma.Sql, { from, to }: Period): Prisma.Sql {
  const end = formatLocalDate(parseLocalDate(to) + 1);
  return Prisma.sql`${column} >= ${`${from}T00:00:00Z`}::timestamptz and ${column} < ${`${end}T00:00:00Z`}::timestamptz`;
}

/** The day of an instant, counted in UTC. */
export const utcDay = (at: Date): string => formatLocalDate(Math.floor(at.getTime() / DAY));
