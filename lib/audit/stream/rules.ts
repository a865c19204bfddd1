const minute = 60_000;
const delays = [1, 5, 30, 120, 300, 600, 720].map((minutes) => minutes * minute);
const patience = 3 * 24 * 60 * minute;

/** How long to wait after the nth failure in a row, in milliseconds: from a minute to half a day. */
export function backOff(failures: number): number {
  return delays[Math.min(Math.max(1, failures), delays.length) - 1] as number;
}

/** Nobody answers for three days, or the receiver says it is gone for good (410): then it is switched off, with an alert. */
export function shouldDisable(failingSince: Date, now: Date, status: number | null): boolean {
  return status === 410 || now.getTime() - failingSince.getTime() >= patience;
}
