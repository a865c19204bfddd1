import "server-only";
import { formatLocalDate, localDayOf, zoneOf } from "@/lib/platform/calendar";
import type { Tx } from "@/lib/platform/db/client";
import { notFound } from "@/lib/platform/errors";

/** The campaign, locked until the end of the transaction. */
export async function lockReview(tx: Tx, id: string) {
  await tx.$queryRaw`select id::text from access_review where id = ${id}::uuid for update`;
  const review = await tx.accessReview.findUnique({ where: { id } });
  if (!review) throw notFound("This access review");
  return review;
}

/** Today where the organisation is. */
export async function localToday(tx: Tx, organizationId: string, now: Date): Promise<string> {
  const { timeZone } = await tx.organization.findUniqueOrThrow({ where: { id: organizationId } });
  return formatLocalDate(localDayOf(zoneOf(timeZone), now.getTime()));
}

export const dayText = (date: Date): string => date.toISOString().slice(0, 10);
