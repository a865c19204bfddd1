import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { listAbsences } from "@/lib/platform/people/absences/queries";
import { recordAbsence } from "@/lib/platform/people/absences/record-absence";
import { AbsenceKind } from "@/lib/platform/people/absences/schema";
import { absenceOnWire, absenceWire } from "@/lib/platform/people/absences/wire";

export const GET = defineRoute(listAbsences, {
  body: z.object({
    q: z.string().optional().describe("Part of a name"),
    show: z.enum(["standing", "all"]).optional().describe("`all`: also those that are over or withdrawn"),
    cursor: z.uuid().optional(),
  }),
  toOutput: ({ absences, next }) => ({ absences: absences.map(absenceOnWire), next: next ?? null }),
  response: z.object({ absences: z.array(absenceWire), next: z.uuid().nullable().describe("The next page's cursor") }),
});

const body = z.object({
  person_email: z.string({ error: "Say whose." }),
  kind: AbsenceKind,
  first_day: z.string({ error: "Enter the first day." }).describe("yyyy-mm-dd"),
  last_day: z.string().nullish().describe("yyyy-mm-dd; left out while nobody knows when they come back"),
});

/** The manager's, or with `absence:record:any`; never one's own. Due dates of open policies and training follow. */
export const POST = defineRoute(recordAbsence, {
  status: 201,
  body,
  toInput: (wire) => {
    const { person_email, kind, first_day, last_day } = wire as z.output<typeof body>;
    return { personEmail: person_email, kind, firstDay: first_day, lastDay: last_day };
  },
  toOutput: ({ absenceId, personId }) => ({ id: absenceId, person_id: personId }),
  response: z.object({ id: z.uuid(), person_id: z.uuid() }),
});
