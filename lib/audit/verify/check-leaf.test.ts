import fc from "fast-check";
import { expect, it } from "vitest";
import { utf8 } from "@/lib/platform/crypto/bytes";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import { parseCanonical } from "./check-leaf";

/** What the quick judgement must agree with: the canonical bytes of what was read. */
function slowly(bytes: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
    return Buffer.from(canonicalize(value)).equals(bytes) ? value : undefined;
  } catch {
    return undefined;
  }
}

it("takes exactly the canonical form of a value, whatever the value", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseCanonical(utf8(text))).toEqual(slowly(utf8(text)));
      const bytes = canonicalize(JSON.parse(text));
      expect(parseCanonical(bytes)).toEqual(JSON.parse(text));
    }),
  );
});

it.each([
  '{"b":1,"a":2}',
  '{"a":1,"a":1}',
  '{"a": 1}',
  '{"a":1.0}',
  '{"a":1e2}',
  '{"a":-0}',
  '{"a":"\\u0041"}',
  '{"a":"\\ud800"}',
  '{"10":1,"9":1}',
  '{"9":1,"10":1}',
  '{"a":[{"c":1,"b":1}]}',
  '{"__proto__":1,"a":{"toJSON":2}}',
  '{"a":"\\\\udead"}',
  "[1",
  "",
  `${"[".repeat(500)}${"]".repeat(500)}`,
])("%s is judged as RFC 8785 says", (text) => {
  expect(parseCanonical(utf8(text))).toEqual(slowly(utf8(text)));
});

it("refuses bytes that are no UTF-8, and a byte order mark", () => {
  expect(parseCanonical(Uint8Array.of(0x22, 0xff, 0x22))).toBeUndefined();
  expect(parseCanonical(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31))).toBeUndefined();
});
