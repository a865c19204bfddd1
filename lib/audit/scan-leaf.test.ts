import fc from "fast-check";
import { expect, it } from "vitest";
import { utf8, utf8Text } from "@/lib/platform/crypto/bytes";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { cellsOf, type SealedAt, sealedFields } from "./leaf";
import { LeafScanner } from "./scan-leaf";
import { parseCanonical } from "./verify/check-leaf";

const sealed = fc.record({ k: fc.string(), n: fc.string(), c: fc.string() });
const value = fc.oneof(fc.jsonValue(), sealed, fc.array(fc.string({ unit: "grapheme" })));
const column = fc.oneof(
  { weight: 4, arbitrary: fc.oneof(fc.string(), sealed, fc.constant(null), fc.integer()) },
  value,
);
const part = (names: string[]) =>
  fc.oneof(column, fc.record(Object.fromEntries(names.map((name) => [name, column])), { requiredKeys: [] }));
const leaf = fc.record(
  {
    id: column,
    action: fc.string(),
    actor: part(["kind", "id", "name", "id/~"]),
    resource: part(["type", "id", "label"]),
    change: fc.record({ after: fc.dictionary(fc.string(), value) }),
    controlIds: fc.oneof(column, fc.array(fc.string())),
    ip: column,
    recordedAt: column,
  },
  { requiredKeys: [] },
);

const byPath = (fields: readonly SealedAt[]) => fields.toSorted((a, b) => (a.path < b.path ? -1 : 1));

/** One for all: what it learnt of other leaves must not show. */
const found = new LeafScanner();

/** What is read without making the value must be what follows from the value; or nothing is said at all. */
function agrees(text: string): boolean {
  const parsed = parseCanonical(utf8(text));
  if (!found.scan(utf8(text))) return false;
  if (found.end < utf8(text).length) return false; // it ends at a newline, which is for whoever asked to see
  expect(parsed).toBeDefined();
  expect(found.sealed).toBe(found.fields.length);
  expect(found.cells.cells()).toEqual(cellsOf(parsed, new Map()));
  // Parsing puts names like "7" first; the text has them in their canonical order.
  expect(byPath(found.fields)).toEqual(byPath(sealedFields(parsed)));
  return true;
}

it("reads the protected fields and the cells of any leaf as parsing it does", () => {
  let read = 0;
  fc.assert(
    fc.property(leaf, (each) => {
      if (agrees(utf8Text(canonicalize(each)))) read++;
    }),
    { numRuns: 500 },
  );
  expect(read).toBeGreaterThan(20); // the rest holds escapes, or lists of other things where a list of texts belongs
});

it("says nothing of a text that was changed out of its canonical form", () => {
  const change = fc.record({
    at: fc.nat(400),
    cut: fc.nat(2),
    put: fc.constantFrom("", '"', ",", "{", "}", ":", " ", "0", "-", "\\", "\n", "e"),
  });
  fc.assert(
    fc.property(leaf, change, (each, { at, cut, put }) => {
      const text = utf8Text(canonicalize(each));
      const place = at % (text.length + 1);
      const changed = text.slice(0, place) + put + text.slice(place + cut);
      if (changed.isWellFormed()) agrees(changed); // bytes that were decoded always are
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  '{"b":1,"a":2}',
  '{"a":1,"a":1}',
  '{"a": 1}',
  '{"a":1.0}',
  '{"a":1e2}',
  '{"a":-0}',
  '{"a":01}',
  '{"a":}',
  '{"a":1}}',
  '{"a":1',
  '{"a":"1}',
  '{"a":[1,]}',
  '{"a":nul}',
  '{"a":NaN}',
  '{"a":Infinity}',
  '{"a":"\\u0041"}',
  '{"a":"\\u000a"}',
  '{"a":"\\u001F"}',
  '{"a":"\\/"}',
  '{"a":"\\ud83d\\ude00"}',
  '{"a":"\\',
  '{"a\\n":1}',
  '{"a":"\t"}',
  "",
])("leaves %j to the parser", (text) => {
  expect(found.scan(utf8(text))).toBe(false);
});
