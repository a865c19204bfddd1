import fc from "fast-check";
import { expect, test } from "vitest";
import { inOrder, quoted } from "./tables";

const named = (names: readonly string[]) => names.map((name) => ({ name, columns: [] }));

test("what a foreign key points to is loaded first", () => {
  const references = [
    { child: "ticket", parent: "person" },
    { child: "message", parent: "ticket" },
    { child: "person", parent: "organization" },
  ];
  const ordered = inOrder(named(["message", "ticket", "person", "organization"]), references);
  expect(ordered.map(({ name }) => name)).toEqual(["organization", "person", "ticket", "message"]);
});

test("every table comes once, after all it points to, for any references without a circle", () => {
  const sizes = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(sizes, fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 30 }), (size, pairs) => {
      const names = Array.from({ length: size }, (_, i) => `t${i}`);
      const references = pairs
        .filter(([a, b]) => a > b && a < size)
        .map(([a, b]) => ({ child: `t${a}`, parent: `t${b}` }));
      const ordered = inOrder(named(names), references).map(({ name }) => name);
      expect([...ordered].sort()).toEqual([...names].sort());
      for (const { child, parent } of references) expect(ordered.indexOf(parent)).toBeLessThan(ordered.indexOf(child));
    }),
  );
});

test("a circle is refused with its tables", () => {
  const references = [
    { child: "a", parent: "b" },
    { child: "b", parent: "a" },
  ];
  expect(() => inOrder(named(["a", "b", "c"]), references)).toThrow(/circle: a, b/);
});

test("a name cannot leave its quotes", () => {
  expect(quoted('x"; drop table y; --')).toBe('"x""; drop table y; --"');
});
