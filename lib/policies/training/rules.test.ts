import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradeOf, isRenewal, layoutOf, nextAttemptFrom, type Question, shuffled, validUntil } from "./rules";

const questions: Question[] = [
  { id: "a", kind: "single", options: ["x", "y", "z"], correct: [1] },
  { id: "b", kind: "multiple", options: ["x", "y", "z"], correct: [0, 2] },
  { id: "c", kind: "true_false", options: ["True", "False"], correct: [1] },
];

describe("grading (P17)", () => {
  test.each([
    [{ a: [1], b: [2, 0], c: [1] }, 3, true],
    [{ a: [1], b: [0], c: [1] }, 2, false],
    [{ a: [1], b: [0, 1, 2], c: [1] }, 2, false],
    [{ a: [0, 1, 2], b: [0, 2], c: [0, 1] }, 1, false],
    [{}, 0, false],
  ])("%j: %i right", (answers, right, passed) => {
    expect(gradeOf(questions, answers, 80)).toMatchObject({ right, total: 3, passed });
  });

  test("the mark is reached exactly, and there is no quiz without questions", () => {
    expect(gradeOf(questions, { a: [1], b: [0, 2] }, 66).passed).toBe(true);
    expect(gradeOf(questions, { a: [1], b: [0, 2] }, 67).passed).toBe(false);
    expect(() => gradeOf([], {}, 80)).toThrow(RangeError);
  });
});

describe("an attempt", () => {
  test("shows every question and option once, in an order that chance decides; true stays before false", () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), (stream) => {
        const random = (below: number) => (stream.next().value as number) % below;
        const layout = layoutOf(questions, random);
        expect(layout.map(({ id }) => id).sort()).toEqual(["a", "b", "c"]);
        for (const { id, options } of layout) {
          const question = questions.find((each) => each.id === id);
          expect([...options].sort()).toEqual(question?.options.map((_, position) => position));
        }
        expect(layout.find(({ id }) => id === "c")?.options).toEqual([0, 1]);
      }),
    );
    expect(shuffled([1, 2, 3], () => 0)).toEqual([2, 3, 1]);
  });

  test("waits after each full series of attempts", () => {
    const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
    const course = { maxAttempts: 2, coolDownHours: 24 };
    expect(nextAttemptFrom([], course)).toBeNull();
    expect(nextAttemptFrom([at(1)], course)).toBeNull();
    expect(nextAttemptFrom([at(1), at(2)], course)).toEqual(at(26));
    expect(nextAttemptFrom([at(1), at(2), at(30)], course)).toBeNull();
  });
});

test("validity counts calendar months, and is renewed thirty days before its end", () => {
  expect(validUntil("2026-01-31", 1)).toBe("2026-02-28");
  expect(validUntil("2026-11-23", 12)).toBe("2027-11-23");
  expect(isRenewal("2026-03-31", "2026-02-28")).toBe(false);
  expect(isRenewal("2026-03-31", "2026-03-01")).toBe(true);
  expect(isRenewal("2026-03-31", "2026-04-15")).toBe(true);
});
