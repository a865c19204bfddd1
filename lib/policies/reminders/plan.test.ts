import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatLocalDate, parseLocalDate } from "../../platform/calendar";
import { isWeekend, managerStagesReached, type OpenDuty, planDigest, reviewStage, stagesReached } from "./plan";

const duty = (assignedOn: string, dueOn: string, told: string[] = []): OpenDuty => ({
  assignmentId: "a",
  assignedOn,
  dueOn,
  told,
});
const plus = (day: string, days: number) => formatLocalDate(parseLocalDate(day) + days);

describe("P12: stages of reminding", () => {
  const fortnight = duty("2026-03-02", "2026-03-16");
  it.each([
    ["2026-03-08", []],
    ["2026-03-09", ["half-time"]],
    ["2026-03-13", ["half-time", "3-days"]],
    ["2026-03-15", ["half-time", "3-days", "1-day"]],
    ["2026-03-16", ["half-time", "3-days", "1-day"]],
    ["2026-03-17", ["half-time", "3-days", "1-day", "overdue-1"]],
    ["2026-03-24", ["half-time", "3-days", "1-day", "overdue-1", "overdue-2"]],
  ])("on %s: %j", (today, expected) => expect(stagesReached(fortnight, today)).toEqual(expected));

  it("leaves out what lies before the assignment, and a half time within the last days", () => {
    expect(stagesReached(duty("2026-03-02", "2026-03-04"), "2026-03-04")).toEqual(["1-day"]);
    expect(stagesReached(duty("2026-03-02", "2026-03-02"), "2026-03-03")).toEqual(["overdue-1"]);
    expect(stagesReached(duty("2026-03-02", "2026-03-07"), "2026-03-07")).toEqual(["3-days", "1-day"]);
  });

  it("tells the manager from the fifteenth day, weekly", () => {
    expect(managerStagesReached(fortnight, "2026-03-30")).toEqual([]);
    expect(managerStagesReached(fortnight, "2026-03-31")).toEqual(["manager-1"]);
    expect(managerStagesReached(fortnight, "2026-04-07")).toEqual(["manager-1", "manager-2"]);
  });

  it("does not write at weekends, and makes up for it on Monday, once", () => {
    expect(["2026-03-13", "2026-03-14", "2026-03-15", "2026-03-16"].map(isWeekend)).toEqual([false, true, true, false]);
    expect(planDigest([fortnight], "2026-03-15")).toBeNull();
    expect(planDigest([duty("2026-03-02", "2026-03-16", ["half-time", "3-days"])], "2026-03-16")?.told).toEqual([
      { assignmentId: "a", stage: "1-day" },
    ]);
  });

  const duties = fc.array(
    fc.record({ start: fc.integer({ min: 0, max: 30 }), days: fc.integer({ min: 0, max: 40 }) }),
    { minLength: 1, maxLength: 6 },
  );
  it("over any course: never at a weekend, every stage once, a late duty at least every eighth weekday or so and at most weekly", () => {
    fc.assert(
      fc.property(duties, (list) => {
        const told = list.map(() => [] as string[]);
        let writes = 0;
        let quiet = 0;
        for (let day = 0; day < 80; day += 1) {
          const today = plus("2026-03-02", day);
          const open = list.flatMap(({ start, days }, index) =>
            start <= day
              ? [
                  {
                    assignmentId: String(index),
                    assignedOn: plus("2026-03-02", start),
                    dueOn: plus("2026-03-02", start + days),
                    told: told[index] ?? [],
                  },
                ]
              : [],
          );
          const plan = planDigest(open, today);
          if (plan) {
            writes += 1;
            quiet = 0;
            expect(isWeekend(today)).toBe(false);
            expect(plan.told.length).toBeGreaterThan(0);
            for (const { assignmentId, stage } of plan.told) {
              expect(told[Number(assignmentId)]).not.toContain(stage);
              told[Number(assignmentId)]?.push(stage);
            }
          } else quiet += 1;
          if (open.some(({ dueOn }) => dueOn < plus(today, -10))) expect(quiet).toBeLessThan(10);
        }
        // Four reasons before the last day and one a week after it, at most, for each duty.
        expect(writes).toBeLessThanOrEqual(list.length * (3 + 12));
      }),
    );
  });
});

describe("P7: reminding of a review", () => {
  it.each([
    ["2026-03-02", "2026-05-02", null],
    ["2026-03-03", "2026-05-02", 60],
    ["2026-04-02", "2026-05-02", 30],
    ["2026-04-25", "2026-05-02", 7],
    ["2026-06-01", "2026-05-02", 7],
  ])("on %s of one due %s: %s", (today, due, stage) => expect(reviewStage(due, today)).toBe(stage));
});
