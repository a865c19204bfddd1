const units = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;

/** Milliseconds of a duration as the SDK writes it (`1d2h3m4s`); null for anything else. An empty text is no time at all. */
export function parseDuration(text: string): number | null {
  if (!/^(?:\d+[wdhms])*$/.test(text)) return null;
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)([wdhms])/g))
    total += Number(count) * units[unit as keyof typeof units];
  return total;
}

/** The instant a duration or an ISO time means, counted from `from`; null if it is neither. */
export function instantOf(text: string, from: Date): Date | null {
  const duration = parseDuration(text);
  const at = duration === null ? new Date(text) : new Date(from.getTime() + duration);
  return Number.isNaN(at.getTime()) ? null : at;
}
