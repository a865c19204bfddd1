import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { role } from "@/lib/platform/auth/roles";
import { mayApprove, outcomeAtClose, reminderOf, reviewerOf, rolesAfter, sameRoles } from "./rules";
import { AccessDecision } from "./schema";

const people = ["ann", "ben", "cem", "dia", "eve"];
const roles = fc.uniqueArray(fc.constantFrom(...role.options));

describe("who reviews whom (E8)", () => {
  const all = new Set(people);
  test.each([
    [{ personId: "ann", managerId: "ben" }, "ben"],
    [{ personId: "ann", managerId: null }, "eve"],
    [{ personId: "ann", managerId: "ann" }, "eve"],
    [{ personId: "eve", managerId: null }, "dia"],
    [{ personId: "ann", managerId: "gone" }, "eve"],
  ])("%j: %s", (person, reviewer) => expect(reviewerOf(person, "eve", ["dia"], all)).toBe(reviewer));

  test("nobody is left: nobody reviews themselves", () => {
    expect(reviewerOf({ personId: "eve", managerId: null }, "eve", ["eve"], all)).toBeNull();
  });

  test("a reviewer is never the person and always somebody who may", () => {
    const someone = fc.constantFrom(...people);
    fc.assert(
      fc.property(
        someone,
        fc.option(someone),
        someone,
        fc.array(someone),
        fc.uniqueArray(someone),
        (personId, managerId, owner, others, may) => {
          const reviewer = reviewerOf({ personId, managerId }, owner, others, new Set(may));
          if (reviewer !== null) {
            expect(reviewer).not.toBe(personId);
            expect(may).toContain(reviewer);
          }
        },
      ),
    );
  });
});

describe("roles after the decisions", () => {
  test.each([
    [["employee", "admin"], [{ role: "admin", decision: "remove", newRole: null }], ["employee"]],
    [
      ["support_manager"],
      [{ role: "support_manager", decision: "change", newRole: "support_agent" }],
      ["support_agent"],
    ],
    [["employee"], [{ role: "employee", decision: "keep", newRole: null }], ["employee"]],
    [["employee"], [{ role: "employee", decision: "remove", newRole: null }], []],
  ] as const)("%j and %j: %j", (before, decisions, after) => expect(rolesAfter(before, decisions)).toEqual(after));

  test("carried out twice is carried out once, and nothing appears that nobody chose", () => {
    const decision = fc.record({
      role: fc.constantFrom(...role.options),
      decision: fc.constantFrom(...AccessDecision.options),
      newRole: fc.option(fc.constantFrom(...role.options)),
    });
    fc.assert(
      fc.property(roles, fc.uniqueArray(decision, { selector: ({ role }) => role }), (before, decisions) => {
        const after = rolesAfter(before, decisions);
        const added = decisions.flatMap((each) => (each.decision === "change" && each.newRole ? [each.newRole] : []));
        for (const each of after) expect([...before, ...added]).toContain(each);
        const keeps = decisions.every((each) => each.decision === "keep");
        if (keeps) expect(sameRoles(after, before)).toBe(true);
      }),
    );
  });

  test("the order of roles is no difference, one more or less is", () => {
    expect(sameRoles(["admin", "employee"], ["employee", "admin"])).toBe(true);
    expect(sameRoles(["employee"], ["employee", "admin"])).toBe(false);
    expect(sameRoles(["employee", "admin"], ["employee", "auditor"])).toBe(false);
  });
});

describe("closing", () => {
  const item = { decision: "remove" as const, reviewerId: "ben", personId: "ann", left: false };
  test.each([
    [{ ...item }, "eve", "planned"],
    [{ ...item, reviewerId: "eve" }, "eve", "waiting"],
    [{ ...item, personId: "eve" }, "eve", "waiting"],
    [{ ...item, decision: "keep" as const }, "ben", "kept"],
    [{ ...item, decision: null }, "eve", "exception"],
    [{ ...item, decision: null, reviewerId: null }, "eve", "exception"],
    [{ ...item, left: true }, "eve", "left"],
  ] as const)("%j closed by %s: %s", (each, closer, outcome) => expect(outcomeAtClose(each, closer)).toBe(outcome));

  test("nobody is the second person of their own decision or role", () => {
    fc.assert(
      fc.property(fc.constantFrom(...people), fc.constantFrom(...people), fc.constantFrom(...people), (a, b, c) => {
        expect(mayApprove({ reviewerId: a, personId: b }, c)).toBe(c !== a && c !== b);
      }),
    );
  });
});

test.each([
  [4, null],
  [3, "soon"],
  [1, "soon"],
  [0, "last-day"],
  [-1, null],
] as const)("%i days left: %s", (left, kind) => expect(reminderOf(left)).toBe(kind));
