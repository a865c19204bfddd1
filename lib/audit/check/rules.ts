/** What the last check of a log found. */
export type LogCheck = {
  at: string;
  /** Size of the checkpoint it was compared with, as decimal text. */
  size: string;
  state: "verified" | "failed";
  /** The first bad place, when one can be named. */
  index: string | null;
  message: string | null;
};

/** A15: never checked, checked long ago, found good and found bad are four different things. */
export type LogHealth =
  | { kind: "never" }
  | { kind: "verified"; check: LogCheck }
  | { kind: "stale"; check: LogCheck }
  | { kind: "failed"; check: LogCheck };

/** The nightly check may begin two hours late before its result counts as old. */
const freshFor = 26 * 60 * 60 * 1000;

/** The state to show; a bad finding never grows old. `now` in milliseconds. */
export function logHealth(check: LogCheck | null, now: number): LogHealth {
  if (check === null) return { kind: "never" };
  if (check.state === "failed") return { kind: "failed", check };
  return { kind: now - Date.parse(check.at) > freshFor ? "stale" : "verified", check };
}
