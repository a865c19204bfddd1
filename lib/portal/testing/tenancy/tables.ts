import type { Client } from "pg";

type Column = { name: string; type: string; needed: boolean; generated: boolean; label: string | null };
export type Table = { name: string; columns: Column[]; key: string[]; references: { column: string; table: string }[] };

/** Every table whose rows belong to an organisation, as the catalogue describes it. */
export async function tenantTables(database: Client): Promise<Table[]> {
  const { rows } = await database.query(`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, null),
          'needed', a.attnotnull and not a.atthasdef and a.attidentity = '', 'generated', a.attgenerated <> '',
          'label', (select e.enumlabel from pg_enum e where e.enumtypid = a.atttypid order by e.enumsortorder limit 1))
        order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
      (select json_agg(a.attname order by a.attnum) from pg_index i join pg_attribute a on a.attrelid = c.oid
        and a.attnum = any (i.indkey) where i.indrelid = c.oid and i.indisprimary) as key,
      (select coalesce(json_agg(json_build_object('column', a.attname, 'table', f.confrelid::regclass::text)), '[]')
        from pg_constraint f join pg_attribute a on a.attrelid = c.oid and a.attnum = f.conkey[1]
        where f.conrelid = c.oid and f.contype = 'f' and cardinality(f.conkey) = 1) as references
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select 1 from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id')
    order by 1`);
  return rows;
}

/** The rows of one organisation, whole and as text: numbers of 64 bits keep their digits. */
export async function rowsOf(database: Client, { name, key }: Table, organizationId: string): Promise<string> {
  const { rows } = await database.query(
    `select coalesce(jsonb_agg(to_jsonb(t) order by ${key.map((column) => `t.${column}`).join(", ")}), '[]')::text as rows
     from ${name} t where organization_id = $1`,
    [organizationId],
  );
  return rows[0].rows;
}
