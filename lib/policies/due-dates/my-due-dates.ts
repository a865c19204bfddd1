import "server-only";
import type { Tx } from "../../platform/db/client";
import { absencesOf } from "../../platform/people/absences/absences-of";
import { dateText } from "../local-day";
import { whyLater } from "./why-later";

type Stored = { countedFrom: Date; baseDueOn: Date; dueOn: Date };

/** Says of a person's own duties when they are due, and why later where an absence moved the day. */
export async function ownDueDates(tx: Tx, personId: string | null, today: string) {
  const absences = personId ? await absencesOf(tx, personId, today) : [];
  return ({ countedFrom, baseDueOn, dueOn }: Stored) => ({
    dueOn: dateText(dueOn),
    dueWhy: whyLater(
      { countedFrom: dateText(countedFrom), baseDueOn: dateText(baseDueOn), dueOn: dateText(dueOn) },
      absences,
    ),
  });
}
