import "server-only";
import type { Tx } from "../../db/client";
import type { AbsenceKind } from "./schema";
import { daysOf } from "./stored-days";

/** Days somebody is away, as far as they count by `today`: an absence without an end counts up to it. Local ISO dates, both included. */
export async function absencesOf(
  tx: Tx,
  personId: string,
  today: string,
): Promise<{ kind: AbsenceKind; from: string; to: string; open: boolean }[]> {
  const rows = await tx.absence.findMany({
    where: { personId, withdrawnAt: null },
    orderBy: { firstDay: "asc" },
    select: { kind: true, firstDay: true, lastDay: true },
  });
  return rows
    .map(({ kind, ...row }) => {
      const { firstDay, lastDay } = daysOf(row);
      return { kind, from: firstDay, to: lastDay ?? today, open: lastDay === null };
    })
    .filter(({ from, to }) => to >= from);
}
