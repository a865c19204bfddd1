const tolerance = 5 * 60 * 1000;

/** A18: a sender's clock that is more than five minutes ahead of ours. Both in milliseconds. */
export function isClockAhead(occurredAt: number, recordedAt: number): boolean {
  return occurredAt - recordedAt > tolerance;
}
