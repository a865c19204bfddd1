import { DAY, formatInstant, instantOfLocal, parseLocalDate, zoneOf } from "@/lib/platform/calendar";

/** "2026-06-12T16:50" on the wall of a zone, as an instant; what is no such time stays as it was typed. */
export function localInstant(local: string, zone: string): string {
  const [, date, hour, minute] = /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)/.exec(local) ?? [];
  if (!date) return local;
  try {
    const wall = parseLocalDate(date) * DAY + (Number(hour) * 60 + Number(minute)) * 60_000;
    return formatInstant(instantOfLocal(zoneOf(zone), wall));
  } catch {
    return local;
  }
}
