import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toHex, utf8Text } from "./bytes";
import { canonicalize } from "./canonical-json";

const text = (value: unknown) => utf8Text(canonicalize(value));

// RFC 8785 appendix B: IEEE 754 bits and their text.
const numbers: [string, string][] = [
  ["0000000000000000", "0"],
  ["8000000000000000", "0"],
  ["0000000000000001", "5e-324"],
  ["8000000000000001", "-5e-324"],
  ["7fefffffffffffff", "1.7976931348623157e+308"],
  ["ffefffffffffffff", "-1.7976931348623157e+308"],
  ["4340000000000000", "9007199254740992"],
  ["c340000000000000", "-9007199254740992"],
  ["4430000000000000", "295147905179352830000"],
  ["44b52d02c7e14af5", "9.999999999999997e+22"],
  ["44b52d02c7e14af6", "1e+23"],
  ["44b52d02c7e14af7", "1.0000000000000001e+23"],
  ["444b1ae4d6e2ef4e", "999999999999999700000"],
  ["444b1ae4d6e2ef4f", "999999999999999900000"],
  ["444b1ae4d6e2ef50", "1e+21"],
  ["3eb0c6f7a0b5ed8c", "9.999999999999997e-7"],
  ["3eb0c6f7a0b5ed8d", "0.000001"],
  ["41b3de4355555553", "333333333.3333332"],
  ["41b3de4355555554", "333333333.33333325"],
  ["41b3de4355555555", "333333333.3333333"],
  ["41b3de4355555556", "333333333.3333334"],
  ["41b3de4355555557", "333333333.33333343"],
  ["becbf647612f3696", "-0.0000033333333333333333"],
  ["43143ff3c1cb0959", "1424953923781206.2"],
];

function fromBits(hex: string): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt(`0x${hex}`));
  return view.getFloat64(0);
}

describe("RFC 8785", () => {
  it.each(numbers)("writes the number %s as %s", (bits, expected) => {
    expect(text(fromBits(bits))).toBe(expected);
  });

  it("writes the example of section 3.2.2 to the bytes of section 3.2.4", () => {
    const input = JSON.parse(
      `{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/", "literals": [null, true, false]}`,
    );
    expect(text(input)).toBe(
      `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA'B\\"\\\\\\\\\\"/"}`,
    );
    expect(toHex(canonicalize({ a: "€" }))).toBe("7b2261223a22e282ac227d");
  });

  it("sorts names by UTF-16 code units (section 3.2.3)", () => {
    const names = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    expect([...text(names).matchAll(/:(\d)/g)].map((match) => match[1])).toEqual(["2", "4", "6", "7", "1", "5", "3"]);
    expect(text({ 10: 1, 9: 2, a: 3, A: 4, "": 5 })).toBe('{"":5,"10":1,"9":2,"A":4,"a":3}');
  });

  it("escapes what must be and nothing else (section 3.2.2.2)", () => {
    expect(text('\b\t\n\f\r\u0000\u001f"\\/\u007f\u2028é')).toBe(
      '"\\b\\t\\n\\f\\r\\u0000\\u001f\\"\\\\/\u007f\u2028é"',
    );
  });

  it("does not normalise Unicode and keeps a name called __proto__", () => {
    expect(text("A\u030a")).toBe('"A\u030a"');
    expect(text(JSON.parse('{"__proto__":1,"A":2}'))).toBe('{"A":2,"__proto__":1}');
  });

  it.each([
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-Infinity", [Number.NEGATIVE_INFINITY]],
    ["a bigint", { a: 1n }],
    ["undefined", undefined],
    ["an undefined member", { a: undefined }],
    ["a hole in an array", new Array(1)],
    ["a function", () => 1],
    ["a symbol", Symbol("a")],
    ["a lone surrogate", "\ud800"],
    ["a lone surrogate in a name", { "\udc00": 1 }],
    ["a date", new Date(0)],
    ["a map", new Map()],
  ])("refuses %s", (_, value) => {
    expect(() => canonicalize(value)).toThrow();
  });

  it("refuses a cycle with a clear error", () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => canonicalize(cycle)).toThrow("cyclic");
  });

  it("is a fixed point, says the same as the input, and does not depend on the order of names", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
        const once = text(value);
        const again = JSON.parse(once);
        expect(text(again)).toBe(once);
        expect(text(shuffled(value))).toBe(once);
        expect(again).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
}
