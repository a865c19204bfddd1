import "server-only";
import { formatLocalDate, localDayOf, zoneOf } from "../platform/calendar";
import type { Tx } from "../platform/db/client";

/** The organisation's local date of an instant. */
export async function localDateOf(tx: Tx, organizationId: string, at: Date): Promise<string> {
  const { timeZone } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { timeZone: true },
  });
  return formatLocalDate(localDayOf(zoneOf(timeZone), at.getTime()));
}

/** A date column as ISO text, and back. */
export const dateText = (date: Date): string => date.toISOString().slice(0, 10);
export const dateColumn = (text: string): Date => new Date(`${text}T00:00:00.000Z`);
