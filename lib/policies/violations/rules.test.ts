import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseLocalDate } from "../../platform/calendar";
import { ViolationSeverity, ViolationStatus } from "../schema";
import { canMove, isSettled, mayInvestigate, mayVerify, overdueBefore, reportClocks, tellingOf } from "./rules";

describe("the life of a violation (P18)", () => {
  test("is exactly this table", () => {
    const allowed = ViolationStatus.options.flatMap((from) =>
      ViolationStatus.options.filter((to) => canMove(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(allowed).toEqual([
      "open → investigating",
      "investigating → confirmed",
      "investigating → dismissed",
      "confirmed → remediating",
      "remediating → resolved",
    ]);
    expect(ViolationStatus.options.filter(isSettled)).toEqual(["dismissed", "resolved"]);
  });

  test("nobody investigates or verifies what they did, and verifying takes a second person", () => {
    expect(mayInvestigate({ subjectId: "a" }, "a")).toBe(false);
    expect(mayInvestigate({ subjectId: "a" }, "b")).toBe(true);
    expect(mayInvestigate({ subjectId: null }, "a")).toBe(true);
    expect(mayVerify({ subjectId: "a", investigatorId: "b" }, "a")).toBe(false);
    expect(mayVerify({ subjectId: "a", investigatorId: "b" }, "b")).toBe(false);
    expect(mayVerify({ subjectId: "a", investigatorId: "b" }, "c")).toBe(true);
  });
});

describe("clocks of a report [Directive (EU) 2019/1937, article 9(1)]", () => {
  test.each([
    ["2026-01-24", null, "2026-01-31", "2026-04-30"],
    ["2026-11-23", "2026-11-24", "2026-11-30", "2027-02-24"],
    ["2026-11-23", "2026-11-30", "2026-11-30", "2027-02-28"],
    // Confirmed too late: the three months count from the end of the seven days.
    ["2026-11-23", "2027-01-15", "2026-11-30", "2027-02-28"],
    ["2027-11-22", "2027-11-29", "2027-11-29", "2028-02-29"],
  ])("reported %s, receipt %s: confirm by %s, feedback by %s", (reportedOn, receiptOn, receiptDueOn, feedbackDueOn) => {
    expect(reportClocks({ reportedOn, receiptOn })).toEqual({ receiptDueOn, feedbackDueOn });
  });

  test("confirming never gives more time than keeping silent, and calendar months count", () => {
    const day = fc
      .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (reportedOn, receiptOn) => {
        const silent = reportClocks({ reportedOn });
        const confirmed = reportClocks({ reportedOn, receiptOn });
        expect(confirmed.feedbackDueOn <= silent.feedbackDueOn).toBe(true);
        expect(parseLocalDate(silent.receiptDueOn) - parseLocalDate(reportedOn)).toBe(7);
        const months = parseLocalDate(silent.feedbackDueOn) - parseLocalDate(silent.receiptDueOn);
        expect(months).toBeGreaterThanOrEqual(89);
        expect(months).toBeLessThanOrEqual(92);
      }),
    );
  });
});

test("severity decides who is told when; what was reported never waits on the board", () => {
  const table = ViolationSeverity.options.map((severity) => [
    tellingOf({ severity, reported: false }),
    tellingOf({ severity, reported: true }),
  ]);
  expect(table).toEqual([
    ["on_the_board", "within_the_hour"],
    ["on_the_board", "within_the_hour"],
    ["within_the_hour", "within_the_hour"],
    ["at_once", "at_once"],
  ]);
  expect(overdueBefore("2026-03-15")).toBe("2026-03-01");
});
