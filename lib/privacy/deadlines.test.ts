import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  acknowledgementDue,
  breachDeadline,
  businessDaysAfter,
  type DeadlinePause,
  type DueDateInput,
  dueDate,
} from "./deadlines";
import { RequestKind } from "./schema";

const NONE: ReadonlySet<string> = new Set();
const request = (date: string, change: Partial<DueDateInput> = {}): DueDateInput => ({
  received: `${date}T10:00:00Z`,
  timeZone: "Europe/Berlin",
  regulation: "gdpr",
  kind: "access",
  holidays: NONE,
  ...change,
});
const pause = (reason: DeadlinePause["reason"], from: string, to: string | null): DeadlinePause => ({
  reason,
  from,
  to,
});

describe("one month (GDPR 12(3))", () => {
  it.each([
    ["2025-09-03", false, "2025-10-03", "2025-10-03"],
    ["2025-01-31", false, "2025-02-28", "2025-02-28"],
    ["2024-01-31", false, "2024-02-29", "2024-02-29"],
    ["2026-09-03", false, "2026-10-03", "2026-10-05"],
    ["2026-01-31", 2, "2026-04-30", "2026-04-30"],
    ["2026-01-31", 1, "2026-03-31", "2026-03-31"],
    ["2025-12-31", false, "2026-01-31", "2026-02-02"],
    ["2023-12-31", 1, "2024-02-29", "2024-02-29"],
    ["2026-11-30", 2, "2027-02-28", "2027-03-01"],
  ] as const)("received %s, extended %s: base %s, due %s", (date, extended, base, due) => {
    expect(dueDate(request(date, { extended }))).toMatchObject({ base, rawDue: due, due });
  });

  it("moves past holidays and weekends together", () => {
    const holidays = new Set(["2026-04-03", "2026-04-06", "2026-12-25", "2026-12-26"]);
    expect(dueDate(request("2026-03-03", { holidays })).due).toBe("2026-04-07");
    expect(dueDate(request("2026-11-25", { holidays })).due).toBe("2026-12-28");
  });

  it("counts the local day of receipt to its last second", () => {
    const at = (received: string, timeZone: string) => dueDate(request("", { received, timeZone })).base;
    expect(at("2026-05-04T21:59:59Z", "Europe/Berlin")).toBe("2026-06-04");
    expect(at("2026-05-04T22:00:00Z", "Europe/Berlin")).toBe("2026-06-05");
    expect(at("2026-05-04T22:00:00Z", "America/New_York")).toBe("2026-06-04");
    expect(at("2026-05-04T10:00:00Z", "Pacific/Kiritimati")).toBe("2026-06-05");
    expect(at("2026-05-05T00:30:00+02:00", "Europe/Berlin")).toBe("2026-06-05");
  });

  it.each([
    ["2026-02-27", "Europe/Berlin", "2026-03-27", "2026-03-27T23:00:00.000Z"],
    ["2026-02-28", "Europe/Berlin", "2026-03-30", "2026-03-30T22:00:00.000Z"],
    ["2026-09-26", "Europe/Berlin", "2026-10-26", "2026-10-26T23:00:00.000Z"],
    ["2026-05-05", "UTC", "2026-06-05", "2026-06-06T00:00:00.000Z"],
    ["2016-09-14", "America/Sao_Paulo", "2016-10-14", "2016-10-15T03:00:00.000Z"],
    ["2026-05-05", "Asia/Kolkata", "2026-06-05", "2026-06-05T18:30:00.000Z"],
  ])("received %s in %s: due %s ends at %s", (date, timeZone, due, endsAt) => {
    expect(dueDate(request(date, { timeZone }))).toMatchObject({ due, endsAt });
  });

  it("ends with the first instant of the next day where that day has no midnight", () => {
    const friday = request("2018-10-02", { timeZone: "America/Sao_Paulo", holidays: new Set(["2018-11-02"]) });
    expect(dueDate(friday).endsAt).toBe("2018-11-06T02:00:00.000Z");
    const saturday = { ...friday, received: "2018-09-19T12:00:00Z", regulation: "ccpa", kind: "delete" } as const;
    expect(dueDate(saturday)).toMatchObject({ due: "2018-11-03", endsAt: "2018-11-04T03:00:00.000Z" });
  });
});

describe("pauses in the EU", () => {
  it.each<[string, DeadlinePause[], string]>([
    ["asking counts, answering does not", [pause("clarification", "2026-05-06", "2026-05-11")], "2026-06-10"],
    ["asked and answered on one day", [pause("identity", "2026-05-06", "2026-05-06")], "2026-06-05"],
    ["overlapping ones are merged", [pause("identity", "2026-05-06", "2026-05-09"), pause("clarification", "2026-05-08", "2026-05-11")], "2026-06-10"], // biome-ignore format: one table
    ["one within another", [pause("identity", "2026-05-06", "2026-05-11"), pause("fee", "2026-05-07", "2026-05-08")], "2026-06-10"], // biome-ignore format: one table
    ["apart ones add up", [pause("identity", "2026-05-11", "2026-05-13"), pause("clarification", "2026-05-06", "2026-05-09")], "2026-06-10"], // biome-ignore format: one table
    ["what lies before receipt does not count", [pause("identity", "2026-05-01", "2026-05-07")], "2026-06-08"],
    ["the result moves to a working day", [pause("identity", "2026-05-06", "2026-05-07")], "2026-06-08"],
    ["no more than 90 days", [pause("identity", "2026-05-06", "2026-12-31")], "2026-09-03"],
  ])("%s", (_, pauses, due) => {
    const result = dueDate(request("2026-05-05", { pauses }));
    expect(result).toMatchObject({ base: "2026-06-05", rawDue: "2026-06-05", due });
    expect(result.endsAt).not.toBeNull();
  });

  it("add to an extended base, and to the base itself, not to the working day it moved to", () => {
    const pauses = [pause("clarification", "2026-01-31", "2026-02-02")];
    expect(dueDate(request("2026-01-31", { extended: 2, pauses })).due).toBe("2026-05-04");
    const overWeekend = { pauses: [pause("clarification", "2026-09-04", "2026-09-05")] };
    expect(dueDate(request("2026-09-03", overWeekend))).toMatchObject({ rawDue: "2026-10-05", due: "2026-10-05" });
  });

  it("leave the end open while a question stands", () => {
    const pauses = [pause("identity", "2026-05-06", "2026-05-07"), pause("clarification", "2026-05-20", null)];
    expect(dueDate(request("2026-05-05", { pauses }))).toEqual({
      base: "2026-06-05",
      rawDue: "2026-06-05",
      due: "2026-06-08",
      endsAt: null,
    });
  });
});

describe("pauses in the UK", () => {
  const uk = (kind: RequestKind, ...pauses: DeadlinePause[]) =>
    dueDate(request("2026-05-05", { regulation: "uk_gdpr", timeZone: "Europe/London", kind, pauses }));

  it.each<[string, RequestKind, DeadlinePause[], string]>([
    ["identity restarts the clock", "erasure", [pause("identity", "2026-05-06", "2026-05-11")], "2026-06-11"],
    ["the latest of identity and fee rules", "access", [pause("identity", "2026-05-06", "2026-05-11"), pause("fee", "2026-05-06", "2026-05-12")], "2026-06-12"], // biome-ignore format: one table
    ["clarification counts both days", "access", [pause("clarification", "2026-05-06", "2026-05-11")], "2026-06-11"],
    ["asked and answered on one day is one day", "access", [pause("clarification", "2026-05-11", "2026-05-11")], "2026-06-08"], // biome-ignore format: one table
    ["clarification is for access only", "erasure", [pause("clarification", "2026-05-06", "2026-05-11")], "2026-06-05"],
    ["before the clock started it adds nothing", "access", [pause("clarification", "2026-05-06", "2026-05-08"), pause("identity", "2026-05-06", "2026-05-11")], "2026-06-11"], // biome-ignore format: one table
    ["no more than 90 days", "access", [pause("clarification", "2026-05-06", "2026-12-31")], "2026-09-03"],
  ])("%s", (_, kind, pauses, due) => {
    expect(uk(kind, ...pauses)).toMatchObject({ base: "2026-06-05", rawDue: "2026-06-05", due });
  });

  it("only an admissible open question leaves the end open", () => {
    expect(uk("erasure", pause("clarification", "2026-05-06", null)).endsAt).toBe("2026-06-05T23:00:00.000Z");
    expect(uk("access", pause("clarification", "2026-05-06", null)).endsAt).toBeNull();
    expect(uk("erasure", pause("fee", "2026-05-06", null)).endsAt).toBeNull();
  });

  it("clamps from the day the clock started", () => {
    const pauses = [pause("identity", "2026-01-29", "2026-01-31")];
    const input = request("2026-01-28", { regulation: "uk_gdpr", timeZone: "Europe/London", pauses, extended: 1 });
    expect(dueDate(input).due).toBe("2026-03-31");
  });
});

describe("CCPA", () => {
  const ccpa = (kind: RequestKind, change: Partial<DueDateInput> = {}) =>
    dueDate(request("2026-05-05", { regulation: "ccpa", timeZone: "America/Los_Angeles", kind, ...change }));
  const holidays = new Set(["2026-05-25"]);

  it.each<[RequestKind, Partial<DueDateInput>, string]>([
    ["know_specific", {}, "2026-06-19"],
    ["know_categories", {}, "2026-06-19"],
    ["delete", { extended: 1 }, "2026-08-03"],
    ["correct", { received: "2026-05-06T18:00:00Z" }, "2026-06-20"],
    ["admt_access", {}, "2026-06-19"],
    ["opt_out", {}, "2026-05-26"],
    ["opt_out", { holidays }, "2026-05-27"],
    ["limit", { holidays }, "2026-05-27"],
    ["admt_opt_out", { holidays }, "2026-05-27"],
  ])("%s %o: %s", (kind, change, due) => {
    expect(ccpa(kind, change)).toMatchObject({ base: due, rawDue: due, due });
  });

  it("never pauses", () => {
    const pauses = [pause("identity", "2026-05-06", "2026-05-20"), pause("clarification", "2026-05-21", null)];
    expect(ccpa("delete", { pauses })).toEqual(ccpa("delete"));
    expect(ccpa("delete").endsAt).toBe("2026-06-20T07:00:00.000Z");
  });

  it("is acknowledged by the 10th business day", () => {
    expect(acknowledgementDue("2026-05-13T06:59:00Z", "America/Los_Angeles", holidays)).toBe("2026-05-27");
    expect(acknowledgementDue("2026-05-13T07:00:00Z", "America/Los_Angeles", holidays)).toBe("2026-05-28");
  });
});

describe("business days and breaches", () => {
  it.each([
    ["2026-05-01", 0, "2026-05-01"],
    ["2026-05-01", 1, "2026-05-04"],
    ["2026-05-02", 1, "2026-05-04"],
    ["2026-05-04", 5, "2026-05-11"],
    ["2026-05-22", 1, "2026-05-26"],
  ])("%s and %i days is %s", (date, days, result) => {
    expect(businessDaysAfter(date, days, new Set(["2026-05-25"]))).toBe(result);
  });

  it("72 hours are hours, through weekends and changes of the clock", () => {
    expect(breachDeadline("2026-03-27T16:30:00+01:00")).toBe("2026-03-30T15:30:00.000Z");
    expect(breachDeadline("2026-12-31T23:59:59.999Z")).toBe("2027-01-03T23:59:59.999Z");
  });
});

describe("what is refused", () => {
  it.each<[string, () => unknown]>([
    ["an impossible receipt", () => dueDate(request("2026-02-30"))],
    ["a receipt without a zone", () => dueDate(request("", { received: "2026-02-20T10:00:00" }))],
    ["an unknown zone", () => dueDate(request("2026-05-05", { timeZone: "Nowhere" }))],
    ["an impossible holiday", () => dueDate(request("2026-05-05", { holidays: new Set(["2026-02-30"]) }))],
    ["an impossible pause", () => dueDate(request("2026-05-05", { pauses: [pause("fee", "2026-06-31", null)] }))],
    ["a pause that ends before it begins", () => dueDate(request("2026-05-05", { pauses: [pause("fee", "2026-05-07", "2026-05-06")] }))], // biome-ignore format: one table
    ["a third further month", () => dueDate(request("2026-05-05", { extended: 3 as 2 }))],
    ["two extensions under the CCPA", () => dueDate(request("2026-05-05", { regulation: "ccpa", extended: 2 }))],
    ["an extended opt-out", () => dueDate(request("2026-05-05", { regulation: "ccpa", kind: "opt_out", extended: 1 }))],
    ["an impossible awareness", () => breachDeadline("2026-02-30T00:00:00Z")],
    ["an impossible date", () => businessDaysAfter("2026-02-30", 1, NONE)],
    ["minus one business day", () => businessDaysAfter("2026-02-20", -1, NONE)],
    ["half a business day", () => businessDaysAfter("2026-02-20", 0.5, NONE)],
  ])("%s", (_, act) => expect(act).toThrow(RangeError));
});

describe("laws", () => {
  const date = fc
    .date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true })
    .map((d) => d.toISOString());
  const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata");
  const nextDay = (day: string, n = 1) => new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);
  const holidays = fc.uniqueArray(fc.integer({ min: 25, max: 120 }), { maxLength: 20 });

  it("a month is never fewer than 28 days, never in a weekend or holiday, and later receipt is never due earlier", () => {
    fc.assert(
      fc.property(date, zone, holidays, fc.integer({ min: 0, max: 40 }), (received, timeZone, offsets, later) => {
        const set = new Set(offsets.map((n) => nextDay(received.slice(0, 10), n)));
        const input = request("", { received, timeZone, holidays: set });
        const result = dueDate(input);
        const local = new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(received));
        expect(result.base >= nextDay(local, 28) && result.base <= nextDay(local, 31)).toBe(true);
        expect(result.due >= result.base).toBe(true);
        expect([0, 6]).not.toContain(new Date(result.due).getUTCDay());
        expect(set.has(result.due)).toBe(false);
        for (let day = result.base; day < result.due; day = nextDay(day)) {
          expect([0, 6].includes(new Date(day).getUTCDay()) || set.has(day)).toBe(true);
        }
        const after = new Date(Date.parse(received) + later * 86_400_000).toISOString();
        expect(dueDate({ ...input, received: after }).due >= result.due).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("ends exactly when the local day ends", () => {
    fc.assert(
      fc.property(date, zone, (received, timeZone) => {
        const { due, endsAt } = dueDate(request("", { received, timeZone }));
        const local = (at: number) => new Intl.DateTimeFormat("sv-SE", { timeZone }).format(at);
        expect(local(Date.parse(endsAt ?? "") - 1)).toBe(due);
        expect(local(Date.parse(endsAt ?? ""))).toBe(nextDay(due));
      }),
      { numRuns: 300 },
    );
  });

  it("business days agree with counting one by one", () => {
    fc.assert(
      fc.property(date, holidays, fc.integer({ min: 0, max: 60 }), (at, offsets, days) => {
        const start = at.slice(0, 10);
        const set = new Set(offsets.map((n) => nextDay(start, n)));
        let day = start;
        for (let left = days; left > 0; ) {
          day = nextDay(day);
          if (![0, 6].includes(new Date(day).getUTCDay()) && !set.has(day)) left -= 1;
        }
        expect(businessDaysAfter(start, days, set)).toBe(day);
      }),
    );
  });

  it("a pause never makes an answer due earlier, in any regulation", () => {
    fc.assert(
      fc.property(
        date,
        fc.constantFrom(...RequestKind.options),
        fc.constantFrom("gdpr", "uk_gdpr", "ccpa"),
        fc.array(fc.tuple(fc.constantFrom("identity", "clarification", "fee"), fc.nat(60), fc.nat(60)), {
          maxLength: 4,
        }),
        (received, kind, regulation, raw) => {
          const pauses = raw.map(([reason, from, length]) => {
            const start = nextDay(received.slice(0, 10), from);
            return pause(reason, start, nextDay(start, length));
          });
          const input = request("", { received, kind, regulation, timeZone: "UTC" });
          const plain = dueDate(input);
          const paused = dueDate({ ...input, pauses });
          expect(paused.rawDue).toBe(plain.due);
          expect(paused.due >= plain.due).toBe(true);
          expect(dueDate({ ...input, pauses: [...pauses].reverse() })).toEqual(paused);
        },
      ),
      { numRuns: 500 },
    );
  });
});
