import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canTransition, completionRate, type Duty, dutyTime, figure, isOverdue, mayApprove, onTimeRate } from "./rules";
import * as schema from "./schema";
import { VersionStatus } from "./schema";

const steps = (route: "ordinary" | "emergency") =>
  VersionStatus.options.flatMap((from) =>
    VersionStatus.options.filter((to) => canTransition(from, to, route)).map((to) => `${from} → ${to}`),
  );

describe("P2, P4: states of a version", () => {
  it("the ordinary way, and no side door to published", () => {
    expect(steps("ordinary")).toEqual([
      "draft → in_review",
      "in_review → draft",
      "in_review → approved",
      "approved → published",
      "published → superseded",
      "published → retired",
    ]);
    expect(canTransition("draft", "published")).toBe(false);
  });

  it("an emergency publication and its undoing", () => {
    expect(steps("emergency")).toEqual([
      "draft → published",
      "in_review → published",
      "published → retired",
      "superseded → published",
    ]);
  });
});

describe("P3: separation of duties", () => {
  it.each([
    ["somebody else", "c", true],
    ["the author", "a", false],
    ["an editor", "b", false],
  ])("%s", (_, approverId, allowed) => {
    expect(mayApprove({ authorId: "a", editorIds: ["b", "d"], approverId })).toBe(allowed);
  });
});

describe("P12: due date", () => {
  const publishedOn = "2026-02-20";
  it.each([
    [{ publishedOn }, "2026-03-06"],
    [{ publishedOn, days: 0 }, "2026-02-20"],
    [{ publishedOn, startedOn: "2026-04-01" }, "2026-04-15"],
    [{ publishedOn, startedOn: "2020-04-01" }, "2026-03-06"],
    [{ publishedOn, absences: [{ from: "2026-02-23", to: "2026-02-27" }] }, "2026-03-11"],
    [{ publishedOn, absences: [{ from: "2026-02-16", to: "2026-02-22" }] }, "2026-03-08"],
    [{ publishedOn, absences: [{ from: "2026-03-07", to: "2026-03-20" }] }, "2026-03-06"],
    [{ publishedOn, absences: [{ from: "2026-03-06", to: "2026-03-06" }] }, "2026-03-07"],
    [{ publishedOn, absences: [{ from: "2026-02-10", to: "2026-02-20" }] }, "2026-03-06"],
    [{ publishedOn, effectiveFrom: "2026-04-01" }, "2026-04-01"],
    [{ publishedOn, effectiveFrom: "2026-02-25" }, "2026-03-06"],
    [{ publishedOn, effectiveFrom: "2026-04-01", absences: [{ from: "2026-03-30", to: "2026-04-05" }] }, "2026-04-08"],
    [{ publishedOn: "2026-12-28", absences: [{ from: "2026-12-30", to: "2027-01-03" }] }, "2027-01-16"],
  ])("%o: %s", (input, due) => expect(dutyTime(input).dueOn).toBe(due));

  it("counts only days somebody is there, whatever the order of absences", () => {
    const span = fc.record({ from: fc.integer({ min: -10, max: 60 }), length: fc.nat(10) });
    const date = (n: number) => new Date(Date.parse(publishedOn) + n * 86_400_000).toISOString().slice(0, 10);
    fc.assert(
      fc.property(fc.array(span, { maxLength: 5 }), fc.nat(30), (raw, days) => {
        const absences = raw.map(({ from, length }) => ({ from: date(from), to: date(from + length) }));
        let day = 0;
        for (let left = days; left > 0; ) {
          day += 1;
          if (!absences.some(({ from, to }) => from <= date(day) && date(day) <= to)) left -= 1;
        }
        if (days > 0) expect(dutyTime({ publishedOn, days, absences }).dueOn).toBe(date(day));
      }),
    );
  });

  it.each([
    { publishedOn: "2026-02-30" },
    { publishedOn, days: -1 },
    { publishedOn, days: 1.5 },
    { publishedOn, absences: [{ from: "2026-03-02", to: "2026-03-01" }] },
  ])("refuses %o", (input) => expect(() => dutyTime(input)).toThrow(RangeError));
});

describe("P19: figures", () => {
  const duty = (status: Duty["status"], dueOn: string, doneOn: string | null = null): Duty => ({
    status,
    dueOn,
    doneOn,
  });
  const today = "2026-05-10";
  const duties = [
    duty("acknowledged", "2026-05-01", "2026-05-01"),
    duty("acknowledged", "2026-05-01", "2026-05-02"),
    duty("acknowledged", "2026-06-01", "2026-05-02"),
    duty("overdue", "2026-05-09"),
    duty("pending", "2026-05-10"),
    duty("exempted", "2026-05-01"),
    duty("withdrawn", "2026-05-01"),
  ];

  it("acknowledged ÷ assigned, on time ÷ due, and who is overdue", () => {
    expect(completionRate(duties)).toEqual({ numerator: 3, denominator: 5, rate: 0.6 });
    expect(onTimeRate(duties, today)).toEqual({ numerator: 1, denominator: 3, rate: 1 / 3 });
    expect(duties.filter((d) => isOverdue(d, today))).toEqual([duties[3]]);
  });

  it("no data is no score", () => {
    expect(completionRate([])).toEqual({ numerator: 0, denominator: 0, rate: null });
    expect(completionRate([duty("exempted", "2026-05-01")]).rate).toBeNull();
    expect(onTimeRate([duty("pending", today)], today).rate).toBeNull();
  });

  it.each([
    [2, 1],
    [-1, 1],
    [0.5, 1],
    [0, Number.NaN],
  ])("refuses %d of %d", (numerator, denominator) => {
    expect(() => figure(numerator, denominator)).toThrow(RangeError);
  });
});

it("every enumeration has a label for each member", () => {
  const pairs: [{ options: readonly string[] }, Record<string, string>][] = [
    [schema.PolicyType, schema.policyTypeLabels],
    [schema.VersionStatus, schema.versionStatusLabels],
    [schema.AssignmentStatus, schema.assignmentStatusLabels],
    [schema.AcknowledgementMethod, schema.acknowledgementMethodLabels],
    [schema.ViolationType, schema.violationTypeLabels],
    [schema.ViolationSeverity, schema.violationSeverityLabels],
    [schema.ViolationStatus, schema.violationStatusLabels],
    [schema.ViolationDetection, schema.violationDetectionLabels],
  ];
  for (const [members, labels] of pairs) expect(Object.keys(labels)).toEqual(members.options);
});
