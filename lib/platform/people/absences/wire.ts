import { z } from "zod";
import type { AbsenceState } from "./rules";
import { AbsenceKind } from "./schema";

export const absenceWire = z.object({
  id: z.uuid(),
  person_id: z.uuid(),
  person: z.string(),
  kind: AbsenceKind.nullable().describe("Null for whoever sees the days only"),
  first_day: z.iso.date(),
  last_day: z.iso.date().nullable(),
  state: z.enum(["coming", "away", "over", "withdrawn"]),
});

type Shown = {
  id: string;
  personId: string;
  person: string;
  kind: AbsenceKind | null;
  firstDay: string;
  lastDay: string | null;
  state: AbsenceState;
};

export const absenceOnWire = ({
  id,
  personId,
  person,
  kind,
  firstDay,
  lastDay,
  state,
}: Shown): z.input<typeof absenceWire> => ({
  ...{ id, person, kind, state },
  person_id: personId,
  first_day: firstDay,
  last_day: lastDay,
});
