import pg from "pg";

/** The test portal's own database, as its owner: for what no page shows and for states no page can make. */
export const sql = <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  sqlAt<Row>(process.env.DATABASE_URL ?? "", text, values);

export async function sqlAt<Row extends object>(url: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

export async function organizationId(slug: "northwind-health" | "aster-logistics"): Promise<string> {
  const [row] = await sql<{ id: string }>("select id from organization where slug = $1", [slug]);
  return row?.id ?? "";
}

type Trace = { action: string; outcome: string; resource_id: string | null; ip: string | null };

/** What an organisation's trail says about one request, or about everything since a moment. */
export function trail(slug: Parameters<typeof organizationId>[0], where: { requestId: string } | { since: Date }) {
  const [condition, value] =
    "requestId" in where ? ["request_id = $2", where.requestId] : ["recorded_at >= $2::timestamptz", where.since];
  return sql<Trace>(
    `select action, outcome, resource_id, ip from audit_event
     where organization_id = (select id from organization where slug = $1) and ${condition} order by recorded_at`,
    [slug, value],
  );
}
