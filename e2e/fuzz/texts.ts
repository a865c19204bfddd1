import fc from "fast-check";

/** What has broken programs before: nothing, limits of types, foreign alphabets, pieces of other languages, what no database stores. */
const oddTexts = [
  ...[
    "",
    " ",
    "0",
    "-1",
    "1e999",
    "NaN",
    "null",
    "undefined",
    "true",
    "[]",
    "{}",
    "%",
    "%00",
    "..",
    "../../etc/passwd",
  ],
  ...[
    "\u0000",
    "a\u0000b",
    "\u0001\u001f",
    "\ud800",
    "x\udfffy",
    "\u202egnp.exe",
    "\ufeff",
    "🌱👨‍👩‍👧",
    "İıſß",
    "ﷺ".repeat(20),
  ],
  ...[
    "__proto__",
    "constructor",
    "then",
    "$1",
    "$K1",
    "$undefined",
    "'; drop table person; --",
    "<script>x</script>",
    "{{7*7}}",
  ],
  ...[
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "0193b6a0-0000-7000-8000-00000000000",
  ],
  ...[
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "-271821-04-20T00:00:00Z",
    "+275760-09-13T00:00:00.000Z",
    "2026-12-01T08:00:00Z",
  ],
  ...["2147483648", "-2147483649", "9007199254740993", "99999999999999999999", "0x10", "1_000", "٣"],
  ...["a".repeat(300), "a".repeat(5_000), "_".repeat(5_000), `${"(".repeat(500)}a`, "\n".repeat(500)],
];

export const text = fc.oneof(fc.constantFrom(...oddTexts), fc.string({ unit: "binary", maxLength: 40 }));

/** Any JSON, shallow and deep. */
export const anyJson: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: text },
  fc.constantFrom(null, true, false, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(text, text, { maxKeys: 3 }),
  fc.constant(nested(200)),
);

function nested(depth: number): unknown {
  return depth === 0 ? [] : [nested(depth - 1)];
}
