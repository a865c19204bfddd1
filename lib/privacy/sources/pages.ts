import "server-only";

const first = "00000000-0000-0000-0000-000000000000";

/** All rows of a table in order of their id, page by page, so that a million of them never stand in memory. */
export async function* inPages<Row extends { id: string }>(
  page: (after: string) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after = first; ; ) {
    const rows = await page(after);
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.id;
  }
}
