import "server-only";
import { createHash } from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { CollectedTable } from "@/lib/platform/contribution";
import { csvRecord } from "../csv";

/** The earliest moment a ZIP can say, so that the same rows give the same bytes. */
const fixed = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true };

/** What stands in the manifest beside the query and the rows. */
export type ResultFacts = Record<string, unknown> & { taken_at: string };

export type ResultFile = { bytes: AsyncIterable<Uint8Array>; rows(): number };

/**
 * `rows.csv` and `manifest.json` as one ZIP stream. The manifest comes last, with the query, its parameters, the number of
 * rows and the hash of the CSV as it was written. `rows()` is known once the stream has ended.
 */
export function resultFile(table: CollectedTable, facts: ResultFacts): ResultFile {
  const hash = createHash("sha256");
  let rows = 0;
  let bytes = 0;
  async function* csv(): AsyncGenerator<Buffer> {
    let held = csvRecord(table.columns);
    for await (const row of table.rows) {
      held += csvRecord(row.map((cell) => (cell === null ? "" : String(cell))));
      rows += 1;
      if (held.length < 64 * 1024) continue;
      yield counted(held);
      held = "";
    }
    if (held !== "") yield counted(held);
  }
  function counted(text: string): Buffer {
    const block = Buffer.from(text);
    hash.update(block);
    bytes += block.length;
    return block;
  }
  async function* manifest(): AsyncGenerator<Buffer> {
    const { query, parameters, columns, note } = table;
    const file = { path: "rows.csv", sha256: hash.digest("hex"), bytes };
    const said = { ...facts, query, parameters, columns, rows, ...(note === undefined ? {} : { note }), file };
    yield Buffer.from(`${JSON.stringify(said, null, 2)}\n`);
  }

  const zip = new ZipFile();
  const output = new PassThrough();
  zip.on("error", (error: Error) => output.destroy(error));
  const add = (path: string, content: () => AsyncGenerator<Buffer>) =>
    zip.addReadStreamLazy(path, fixed, (callback) => {
      const stream = Readable.from(content(), { objectMode: false });
      // yazl passes errors on by itself only from its own files.
      stream.on("error", (error) => output.destroy(error));
      callback(null, stream);
    });
  add("rows.csv", csv);
  add("manifest.json", manifest);
  zip.end();
  zip.outputStream.pipe(output);
  return { bytes: output, rows: () => rows };
}
