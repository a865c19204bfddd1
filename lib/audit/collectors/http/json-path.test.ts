import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePath, rowsOf, valuesAt } from "./json-path";

const document = {
  users: [
    { id: 1, name: "Ada", roles: ["admin"] },
    { id: 2, name: "Béla", active: false },
  ],
  "odd name": { next: null },
};

describe("JSON paths", () => {
  test.each([
    ["$", [document]],
    ["$.users[1].name", ["Béla"]],
    ["$.users[*].id", [1, 2]],
    ["$['odd name'].next", [null]],
    ['$["odd name"][*]', [null]],
    ["$.users[7].name", []],
    ["$.missing.name", []],
    ["$.users.name", []],
    ["$.__proto__", []],
    ["$.constructor", []],
  ])("%s", (path, values) => expect(valuesAt(document, path)).toEqual(values));

  test.each(["", "users", "$users", "$.", "$..users", "$.users[", "$.users[-1]", "$.users[?(@.id)]", "$.users[*"])(
    "“%s” is not one",
    (path) => expect(() => parsePath(path)).toThrow(RangeError),
  );

  test("whatever a document holds, a path of its own keys leads there", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[^'"\\]{1,8}$/), fc.jsonValue()), (object) => {
        for (const [name, value] of Object.entries(object)) expect(valuesAt(object, `$['${name}']`)).toEqual([value]);
      }),
    );
  });
});

describe("rows", () => {
  test("one list means its elements; columns come in the order they appear", () => {
    expect(rowsOf([document.users])).toEqual({
      columns: ["id", "name", "roles", "active"],
      rows: [
        [1, "Ada", '["admin"]', null],
        [2, "Béla", null, false],
      ],
    });
  });
  test("plain values have one column; nothing has none", () => {
    expect(rowsOf([1, "two"])).toEqual({ columns: ["value"], rows: [[1], ["two"]] });
    expect(rowsOf([])).toEqual({ columns: [], rows: [] });
  });
});
