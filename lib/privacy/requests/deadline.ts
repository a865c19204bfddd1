import "server-only";
import { formatLocalDate, localDayOf, zoneOf } from "@/lib/platform/calendar";
import type { Tx } from "@/lib/platform/db/client";
import { type DeadlinePause, dueDate } from "../deadlines";
import { holidaysOf } from "../holidays";
import { Regulation, type RequestKind } from "../schema";

export type OrganizationFacts = {
  id: string;
  slug: string;
  name: string;
  timeZone: string;
  country: string;
  regulation: Regulation;
  supervisoryAuthority: string;
  privacyContact: string;
};

export async function organizationFacts(tx: Tx, id: string): Promise<OrganizationFacts> {
  const row = await tx.organization.findUniqueOrThrow({ where: { id } });
  return { ...row, regulation: Regulation.parse(row.regulation) };
}

export const dateOf = (localDate: string) => new Date(`${localDate}T00:00:00Z`);
export const localDateOf = (date: Date) => date.toISOString().slice(0, 10);
export const today = (at: Date, timeZone: string) => formatLocalDate(localDayOf(zoneOf(timeZone), at.getTime()));

type Counted = { baseDate: Date; rawDueDate: Date; dueDate: Date; endsAt: Date | null; holidayTable: string };
type Clock = { receivedAt: Date; kind: RequestKind; extendedMonths: number };

/** Counts the dates of a request by the organisation's zone, regulation and holidays; always from receipt, never chained. */
export function countDates(
  organization: OrganizationFacts,
  clock: Clock,
  pauses: readonly { reason: string; fromDate: Date; toDate: Date | null }[],
): Counted {
  const holidays = holidaysOf(organization.country);
  const counted = dueDate({
    received: clock.receivedAt.toISOString(),
    timeZone: organization.timeZone,
    regulation: organization.regulation,
    kind: clock.kind,
    extended: clock.extendedMonths === 1 || clock.extendedMonths === 2 ? clock.extendedMonths : false,
    holidays: holidays.dates,
    pauses: pauses.map(readPause),
  });
  return {
    baseDate: dateOf(counted.base),
    rawDueDate: dateOf(counted.rawDue),
    dueDate: dateOf(counted.due),
    endsAt: counted.endsAt ? new Date(counted.endsAt) : null,
    holidayTable: holidays.name,
  };
}

function readPause(pause: { reason: string; fromDate: Date; toDate: Date | null }): DeadlinePause {
  const reason = pause.reason === "clarification" || pause.reason === "fee" ? pause.reason : "identity";
  return { reason, from: localDateOf(pause.fromDate), to: pause.toDate ? localDateOf(pause.toDate) : null };
}

/** Counts anew after a question was asked or answered, or the time was extended. The earliest of linked requests rules (C11). */
export async function recount(
  tx: Tx,
  organization: OrganizationFacts,
  request: Clock & { id: string; linkedToId: string | null },
): Promise<Omit<Counted, "holidayTable">> {
  const earlier = request.linkedToId
    ? await tx.dataSubjectRequest.findUnique({ where: { id: request.linkedToId }, select: { receivedAt: true } })
    : null;
  const pauses = await tx.requestPause.findMany({ where: { requestId: request.id } });
  const clock = { ...request, receivedAt: earlier?.receivedAt ?? request.receivedAt };
  const { holidayTable: _, ...dates } = countDates(organization, clock, pauses);
  await tx.dataSubjectRequest.update({ where: { id: request.id }, data: dates });
  return dates;
}
