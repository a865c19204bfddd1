import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileExpression, compileKey, ExpressionError, holds, keyOf } from "./expression";

const event = { name: "a/b", data: { id: "x", n: 3, flag: true, nothing: null, deep: { er: 1 } } };

describe("expressions", () => {
  it.each([
    ["event.data.id == 'x'", true],
    ['event.data.id == "y"', false],
    ["event.data.id != 'y'", true],
    ["event.data.n > 2 && event.data.n <= 3", true],
    ["event.data.n < 3 || event.data.n >= 4", false],
    ["event.data.flag", true],
    ["!event.data.flag", false],
    ["!(event.data.n == 4) && event.name == 'a/b'", true],
    ["event.data.deep.er == 1", true],
    ["event.data.n == -3", false],
    ["event.data.n == '3'", false],
    ["event.data.n > '2'", false],
    ["event.data.missing == null", true],
    ["event.data.nothing == null", true],
    ["event.data.missing == event.data.nothing", false],
    ["event.data.toString == null", true],
    ["event.data.deep == event.data.deep", false],
    ["event.data.id || event.data.id == 'x'", true],
    ["true || false && false", true],
  ])("%s is %s", (source, expected) => {
    expect(holds(compileExpression(source), { event })).toBe(expected);
  });

  it("match a run's event with the one that arrives, unless both lack the field", () => {
    const match = compileExpression("event.data.id == async.data.id");
    expect(holds(match, { event, async: { data: { id: "x" } } })).toBe(true);
    expect(holds(match, { event, async: { data: { id: "y" } } })).toBe(false);
    expect(holds(match, { event: { data: {} }, async: { data: {} } })).toBe(false);
    expect(holds(match, { event: { data: {} }, async: undefined })).toBe(false);
  });

  it.each([
    "",
    "event.data.id =",
    "event.data.items.exists(i, i == 1)",
    "event.data.id in ['x']",
    "event.data.a + event.data.b",
    "event.data.id == 'x' event.data.id",
    "(event.data.id == 'x'",
    "process.env.HOME == 'x'",
    "event",
    "event.data['id']",
    "'it\\'s'",
    "== 1",
    "true1",
  ])("refuse %j", (source) => {
    expect(() => compileExpression(source)).toThrow(ExpressionError);
  });

  it("either compile or are refused, and never throw anything else", () => {
    const words = [
      "event.data.id",
      "async.data.id",
      "'x'",
      "1",
      "null",
      "&&",
      "||",
      "==",
      "<",
      "!",
      "(",
      ")",
      " ",
      "in",
      ".",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 8 }), fc.jsonValue(), (parts, data) => {
        try {
          expect(holds(compileExpression(parts.join(" ")), { event: { data }, async: { data } })).toBeTypeOf("boolean");
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionError);
        }
      }),
    );
  });
});

describe("keys", () => {
  it("are plain paths or literals", () => {
    expect(keyOf(compileKey("event.data.id"), event)).toBe('"x"');
    expect(keyOf(compileKey('"all"'), event)).toBe('"all"');
    expect(keyOf(compileKey("event.data.missing"), event)).toBe(keyOf(compileKey("event.data.nothing"), event));
    expect(() => compileKey("async.data.id")).toThrow(/not a plain path/);
    expect(() => compileKey("event.data.id == 'x'")).toThrow(/not a plain path/);
  });

  it("differ for values of different types", () => {
    const key = compileKey("event.data.id");
    expect(keyOf(key, { data: { id: 1 } })).not.toBe(keyOf(key, { data: { id: "1" } }));
  });
});
