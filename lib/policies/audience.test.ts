import { describe, expect, it } from "vitest";
import { audienceWords, dutyTimeOf, type Member, type Rule, worksHere } from "./audience";

const member: Member = {
  roles: ["employee"],
  department: "Care",
  location: "Berlin",
  active: true,
  startDate: null,
  endDate: null,
};
const rule = (kind: Rule["kind"], value: string | null = null, more: Partial<Rule> = {}): Rule => ({
  kind,
  value,
  excluded: false,
  ...more,
});
const version = { publishedOn: "2026-03-02", dueDays: 14 };
const today = "2026-03-02";
const due = (rules: Rule[], more: Partial<Member> = {}, on = today) =>
  dutyTimeOf({ ...member, ...more }, rules, version, on)?.dueOn ?? null;

describe("P11: whom a version is for", () => {
  it.each([
    ["everyone", [rule("everyone")], "2026-03-16"],
    ["a role", [rule("role", "employee")], "2026-03-16"],
    ["another role", [rule("role", "admin")], null],
    ["a department", [rule("department", "Care")], "2026-03-16"],
    ["another department", [rule("department", "care")], null],
    ["a location", [rule("location", "Berlin")], "2026-03-16"],
    ["nobody", [], null],
    ["everyone but one's location", [rule("everyone"), rule("location", "Berlin", { excluded: true })], null],
    ["everyone but another", [rule("everyone"), rule("location", "Hamburg", { excluded: true })], "2026-03-16"],
    ["only an exclusion of others", [rule("location", "Hamburg", { excluded: true })], null],
  ])("%s", (_, rules, expected) => expect(due(rules)).toBe(expected));

  it("overlapping audiences: the earliest date, whatever their order", () => {
    const rules = [rule("everyone", null, { dueDays: 30 }), rule("department", "Care", { dueDays: 7 })];
    expect(due(rules)).toBe("2026-03-09");
    expect(due(rules.toReversed())).toBe("2026-03-09");
  });

  it("a person without a department is in none", () => {
    expect(due([rule("department", "Care")], { department: null })).toBeNull();
  });

  it("new starters have their days from the start date (P12)", () => {
    expect(due([rule("everyone")], { startDate: "2026-04-01" })).toBe("2026-04-15");
    expect(due([rule("everyone")], { startDate: "2020-04-01" })).toBe("2026-03-16");
  });

  it("days of an absence do not run, and the day it is counted from and the last day without it are kept", () => {
    const absences = [{ from: "2026-03-05", to: "2026-03-08" }];
    expect(dutyTimeOf({ ...member, absences }, [rule("everyone")], version, today)).toEqual({
      countedFrom: "2026-03-02",
      baseDueOn: "2026-03-16",
      dueOn: "2026-03-20",
    });
  });
});

describe("who works here", () => {
  it.each([
    ["an employee", {}, true],
    ["a customer", { roles: ["customer"] }, false],
    ["an outside auditor", { roles: ["auditor"] }, false],
    ["an auditor who is employed", { roles: ["auditor", "employee"] }, true],
    ["nobody with roles", { roles: [] }, false],
    ["an inactive member", { active: false }, false],
    ["on the last day", { endDate: today }, true],
    ["after the last day", { endDate: "2026-03-01" }, false],
  ] as [string, Partial<Member>, boolean][])("%s", (_, more, expected) => {
    expect(worksHere({ ...member, ...more }, today)).toBe(expected);
    expect(due([rule("everyone")], more) !== null).toBe(expected);
  });
});

it("says an audience in words", () => {
  const rules = [
    rule("department", "Care"),
    rule("role", "support_agent"),
    rule("location", "Berlin", { excluded: true }),
  ];
  expect(audienceWords(rules)).toBe("Care, role support agent; not Berlin");
});
