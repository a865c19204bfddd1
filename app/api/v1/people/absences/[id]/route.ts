import { z } from "zod";
import { defineRoute } from "@/lib/platform/http/define-route";
import { changeAbsence } from "@/lib/platform/people/absences/change-absence";
import { absenceById } from "@/lib/platform/people/absences/queries";
import { AbsenceKind } from "@/lib/platform/people/absences/schema";
import { absenceOnWire, absenceWire } from "@/lib/platform/people/absences/wire";

export const GET = defineRoute(absenceById, {
  body: z.object({ id: z.uuid() }),
  toInput: ({ id }) => ({ absenceId: id }),
  toOutput: absenceOnWire,
  response: absenceWire,
});

const body = z.object({
  id: z.uuid(),
  kind: AbsenceKind,
  first_day: z.string({ error: "Enter the first day." }).describe("yyyy-mm-dd"),
  last_day: z.string().nullish().describe("yyyy-mm-dd; left out while nobody knows when they come back"),
});

export const PUT = defineRoute(changeAbsence, {
  body,
  toInput: (wire) => {
    const { id, kind, first_day, last_day } = wire as z.output<typeof body>;
    return { absenceId: id, kind, firstDay: first_day, lastDay: last_day };
  },
  toOutput: ({ absenceId }) => ({ id: absenceId }),
  response: z.object({ id: z.uuid() }),
});
