import type { Client } from "pg";
import { rowsOf, type Table } from "./tables";

const uuid = /\b([0-9a-f]{8}-[0-9a-f]{4}-)[0-9a-f]([0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\b/g;

/** Unique over all organisations and made of no ids: the twin has them backwards. */
const secrets: Record<string, string> = {
  access_link: "token_hash",
  api_key: "hash",
  audit_log: "origin",
  policy_mail_link: "token_hash",
  policy_violation: "follow_key_hash",
  stored_object: "storage_key",
  training_certificate: "code",
};

/** The twin of an id: the portal makes no ids of version 8, so that one is recognised wherever it turns up. */
function twinIds(text: string, people: ReadonlySet<string>): string {
  return text.replaceAll(uuid, (id, before, after) => (people.has(id) ? id : `${before}8${after}`));
}
export const isTwin = (id: string) => id[14] === "8";

/**
 * A second organisation that has everything the first has, under ids of its own; its members are the same people, for whoever
 * belongs to both must not take from one into the other either. Checks hold; triggers and references are asked nothing.
 */
export async function mirror(database: Client, tables: readonly Table[], organizationId: string): Promise<string> {
  const { rows: members } = await database.query("select id from person");
  const people = new Set<string>(members.map(({ id }) => id));
  const twin = twinIds(organizationId, people);
  await database.query(
    `insert into organization select (jsonb_populate_record(o, jsonb_build_object('id', $2::text, 'slug', reverse(slug)))).*
     from organization o where id = $1`,
    [organizationId, twin],
  );
  for (const table of tables) {
    // Whoever drains the queue counts its positions.
    if (table.name === "audit_pending") continue;
    const names = table.columns.filter(({ generated }) => !generated).map(({ name }) => name);
    const backwards = secrets[table.name];
    const values = names.map((name) => (name === backwards ? `reverse(${name})` : `"${name}"`)).join(", ");
    const text = twinIds(await rowsOf(database, table, organizationId), people);
    await database.query(
      `insert into ${table.name} (${names.map((name) => `"${name}"`).join(", ")})
       overriding system value select ${values} from jsonb_populate_recordset(null::${table.name}, $1)`,
      [text],
    );
  }
  return twin;
}
