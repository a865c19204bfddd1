import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8, utf8Text } from "@/lib/platform/crypto/bytes";
import { csvCells, csvRecord } from "./csv";
import { RowReader } from "./verify/row-reader";
import { TableRows } from "./verify/table-rows";

const cell = fc.oneof(fc.string({ unit: "grapheme", maxLength: 12 }), fc.stringMatching(/^[=+\-@'\t\r\n", a]{0,6}$/));

async function* pieces(text: string, size: number) {
  const bytes = utf8(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("the exported table", () => {
  it("neutralises what a spreadsheet would run", () => {
    const cells = ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "'a", "a=1", ""];
    expect(csvRecord(cells)).toBe(`'=1+1,'+1,'-1,'@a,'\ta,"'\ra",''a,a=1,\r\n`);
    expect(csvRecord(['say "hi", you', "two\nlines"])).toBe('"say ""hi"", you","two\nlines"\r\n');
  });

  it("comes back cell by cell, and no two rows look alike", () => {
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 5 }),
        fc.array(cell, { minLength: 1, maxLength: 5 }),
        (a, b) => {
          expect(csvCells(csvRecord(a))).toEqual(a);
          expect(csvRecord(a) === csvRecord(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
        },
      ),
    );
  });

  it("is read record by record in pieces of any size", async () => {
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (all, size) => {
        const records = all.map(csvRecord);
        const rows = new TableRows(utf8(records.join("")));
        expect(records.map(() => utf8Text(rows.next()))).toEqual(records);
        const found = new RowReader(pieces(records.join(""), size), true);
        for (const part of [records.slice(0, 2), records.slice(2), []]) {
          const { bytes, count } = await found.take(part.length === 0 ? 1 : Math.max(2, part.length));
          expect([utf8Text(bytes), count]).toEqual([part.join(""), part.length]);
        }
      }),
    );
  });

  it("is read up to the row that is not wanted, wherever the pieces end", async () => {
    const lines = fc.array(fc.stringMatching(/^[a-c]{0,70}$/), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 90 }), fc.boolean(), async (all, size, ended) => {
        const rows = all.map((line, i) => (i < all.length - 1 || ended ? `${line}\n` : line)).filter(Boolean);
        const first = (held: Uint8Array, at: number) => held[at] !== 0x63; // until one begins with c
        const stop = rows.findIndex((row) => row.startsWith("c"));
        const wanted = stop < 0 ? rows : rows.slice(0, stop);
        const reader = new RowReader(pieces(rows.join(""), size));
        const found = await reader.take(100, first);
        expect([utf8Text(found.bytes), found.count]).toEqual([wanted.join(""), wanted.length]);
        const rest = await reader.take(100);
        expect([utf8Text(rest.bytes), rest.count]).toEqual([
          rows.slice(wanted.length).join(""),
          rows.length - wanted.length,
        ]);
      }),
    );
  });
});
