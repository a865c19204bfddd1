import "server-only";
import { formatLocalDate, localDayOf, zoneOf } from "../../calendar";
import type { Tx } from "../../db/client";
import type { Days } from "./rules";

/** The organisation's local date of an instant. */
export async function organizationDay(tx: Tx, organizationId: string, at: Date): Promise<string> {
  const { timeZone } = await tx.organization.findUniqueOrThrow({
    where: { id: organizationId },
    select: { timeZone: true },
  });
  return formatLocalDate(localDayOf(zoneOf(timeZone), at.getTime()));
}

const text = (date: Date) => date.toISOString().slice(0, 10);
const column = (day: string) => new Date(`${day}T00:00:00.000Z`);

/** Date columns as local ISO dates, and back. */
export const daysOf = (row: { firstDay: Date; lastDay: Date | null }): Days => ({
  firstDay: text(row.firstDay),
  lastDay: row.lastDay ? text(row.lastDay) : null,
});
export const columns = ({ firstDay, lastDay }: Days) => ({
  firstDay: column(firstDay),
  lastDay: lastDay ? column(lastDay) : null,
});
