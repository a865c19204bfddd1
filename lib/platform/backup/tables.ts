import "server-only";
import type { ClientBase } from "pg";

export type Table = { name: string; columns: string[] };

/** Every table of the portal with the columns that can be written, those a foreign key points to first. */
export async function tablesOf(db: ClientBase): Promise<Table[]> {
  const { rows } = await db.query<Table>(`
    select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where n.nspname = 'public' and c.relkind = 'r' and c.relname <> '_prisma_migrations' group by c.relname order by 1`);
  const { rows: references } = await db.query<{ child: string; parent: string }>(`
    select distinct f.relname::text as child, t.relname::text as parent from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    join pg_namespace n on n.oid = f.relnamespace
    where k.contype = 'f' and n.nspname = 'public' and k.conrelid <> k.confrelid`);
  return inOrder(rows, references);
}

/** Parents before children. @throws when tables point at each other in a circle */
export function inOrder(tables: readonly Table[], references: readonly { child: string; parent: string }[]): Table[] {
  const ordered: Table[] = [];
  const waiting = new Map(tables.map((table) => [table.name, table]));
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(
      ({ name }) => !references.some(({ child, parent }) => child === name && waiting.has(parent)),
    );
    if (ready.length === 0)
      throw new Error(`Tables point at each other in a circle: ${[...waiting.keys()].join(", ")}.`);
    for (const table of ready) {
      ordered.push(table);
      waiting.delete(table.name);
    }
  }
  return ordered;
}

export async function sequencesOf(db: ClientBase) {
  const { rows } = await db.query<{ name: string }>(
    "select sequencename::text as name from pg_sequences where schemaname = 'public' order by 1",
  );
  const found: { name: string; value: string; called: boolean }[] = [];
  for (const { name } of rows) {
    const { rows: values } = await db.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${quoted(name)}`,
    );
    found.push({ name, ...(values[0] as { value: string; called: boolean }) });
  }
  return found;
}

/** A name as an identifier of SQL. Names come from the catalogue or from a manifest that was checked against it. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
