"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import { changeAbsence, withdrawAbsence } from "@/lib/platform/people/absences/change-absence";
import { recordAbsence } from "@/lib/platform/people/absences/record-absence";

export const recordAbsenceAction = defineAction(recordAbsence, {
  message: "The absence is recorded. Due dates of open policies and training follow within a minute.",
});

export const changeAbsenceAction = defineAction(changeAbsence, {
  message: "The absence is changed. Due dates follow within a minute.",
});

export const withdrawAbsenceAction = defineAction(withdrawAbsence, {
  message: "The absence is withdrawn and no longer counts. Due dates follow within a minute.",
});
