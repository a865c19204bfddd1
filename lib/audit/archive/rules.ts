import type { ArchiveState } from "./schema";

/** E6: the sweep proposes, one person requests, another approves; it never goes back. The database has the same table. */
const steps: Record<ArchiveState, readonly ArchiveState[]> = {
  proposed: ["requested", "refused"],
  requested: ["approved", "refused"],
  approved: ["bundled"],
  bundled: ["done"],
  done: [],
  refused: [],
};

export function canStep(from: ArchiveState, to: ArchiveState): boolean {
  return steps[from].includes(to);
}

/** First moment after a month such as `2019-03`, as an ISO instant. RangeError on a month that is none. */
export function monthEnd(month: string): string {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (!match) throw new RangeError(`Not a month of the form YYYY-MM: ${month}`);
  return new Date(Date.UTC(Number(match[1]), Number(match[2]), 1)).toISOString();
}

type Range = { first: bigint; count: bigint };

/** "events 0–41": the places of an archive in words. */
export const rangeWords = ({ first, count }: Range) =>
  count === 1n ? `event ${first}` : `events ${first}–${first + count - 1n}`;
