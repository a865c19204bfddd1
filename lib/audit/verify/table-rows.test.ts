import fc from "fast-check";
import { expect, it } from "vitest";
import { utf8 } from "@/lib/platform/crypto/bytes";
import { eventColumns } from "@/lib/platform/event-columns";
import { CellRanges } from "../cell-ranges";
import { csvRecord } from "../csv";
import { notDisclosed } from "../leaf";
import { TableRows } from "./table-rows";

const width = eventColumns.length;
const text = fc.oneof(
  fc.stringMatching(/^[a-z0-9 :.é]{0,12}$/),
  fc.stringMatching(/^[=+\-@'\t\r\n", a]{0,6}$/),
  fc.string({ unit: "grapheme", maxLength: 8 }),
);
const cells = fc.array(fc.oneof({ weight: 9, arbitrary: text }, fc.constant(notDisclosed)), {
  minLength: width,
  maxLength: width,
});
const written = (index: bigint, row: readonly (string | typeof notDisclosed)[]) =>
  csvRecord([`${index}`, ...row.map((cell) => (cell === notDisclosed ? "" : (cell as string)))]);

it("finds each row to say what it was written from, one after the other", () => {
  fc.assert(
    fc.property(fc.array(cells, { maxLength: 4 }), (all) => {
      const rows = new TableRows(utf8(all.map((row, i) => written(BigInt(i), row)).join("")));
      for (const [i, row] of all.entries()) expect(rows.differs(BigInt(i), CellRanges.of(row))).toBeUndefined();
      expect(rows.differs(9n, CellRanges.of(new Array(width).fill("")))).toBeNull();
    }),
  );
});

it("names the first column that says another thing, and goes on behind that row", () => {
  fc.assert(
    fc.property(cells, fc.nat(width - 1), text, (row, at, other) => {
      const said = row[at] === notDisclosed ? "" : row[at];
      fc.pre(other !== said);
      const changed = row.with(at, other);
      const rows = new TableRows(utf8(written(7n, changed) + written(8n, row)));
      expect(rows.differs(7n, CellRanges.of(row))).toBe(eventColumns[at]);
      expect(rows.differs(8n, CellRanges.of(row))).toBeUndefined();
    }),
  );
});

const plain = new Array<string>(width).fill("a");

it("names the index when that is another", () => {
  expect(new TableRows(utf8(written(12n, plain))).differs(1n, CellRanges.of(plain))).toBe("index");
});

it.each([
  ["needless quotes", "a", written(1n, plain).replace("a", '"a"')],
  ["another line end", "a", written(1n, plain).replace("\r\n", "\n")],
  ["a cell more", "a", written(1n, plain).replace("\r\n", ",\r\n")],
  ["a cell split at its comma", "a,a", written(1n, ["a,a", ...plain.slice(1)]).replaceAll('"', "")],
  ["a formula that a spreadsheet would run", "=a", written(1n, ["=a", ...plain.slice(1)]).replace("'", "")],
])("takes no row for the same that has %s", (_, meant, row) => {
  const meantCells = CellRanges.of([meant, ...plain.slice(1)]);
  expect(new TableRows(utf8(row)).differs(1n, meantCells)).toEqual(expect.any(String));
});

it("takes no broken UTF-8 for the character that stands for it", () => {
  const row = utf8(written(1n, ["\ufffd", ...plain.slice(1)]));
  expect(new TableRows(row).differs(1n, CellRanges.of(["\ufffd", ...plain.slice(1)]))).toBeUndefined();
  const broken = Uint8Array.from([...row.subarray(0, 2), 0xff, ...row.subarray(5)]);
  expect(new TableRows(broken).differs(1n, CellRanges.of(["\ufffd", ...plain.slice(1)]))).toEqual(expect.any(String));
});
