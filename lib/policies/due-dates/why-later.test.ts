import { expect, it } from "vitest";
import { whyLater } from "./why-later";

const time = { countedFrom: "2026-08-01", baseDueOn: "2026-08-15", dueOn: "2026-08-30" };
const leave = { kind: "leave" as const, from: "2026-08-03", to: "2026-08-17", open: false };

it.each([
  ["one absence", time, [leave], "14 days, not counting your leave 3–17 August 2026"],
  ["none that counts", time, [{ ...leave, from: "2026-07-01", to: "2026-08-01" }], null],
  ["a date that was not moved", { ...time, dueOn: "2026-08-15" }, [leave], null],
  [
    "two, one without an end",
    { ...time, baseDueOn: "2026-08-02" },
    [
      { kind: "parental" as const, from: "2026-07-20", to: "2026-08-04", open: false },
      { kind: "sick" as const, from: "2026-08-06", to: "2026-08-20", open: true },
    ],
    "1 day, not counting your parental leave 20 July – 4 August 2026 and your sick leave from 6 August 2026 on, and later if it goes on",
  ],
])("%s", (_, duty, absences, words) => expect(whyLater(duty, absences)).toBe(words));
