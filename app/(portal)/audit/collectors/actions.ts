"use server";

import { askForRun } from "@/lib/audit/collectors/ask-for-run";
import { addHttpSource, stopHttpSource } from "@/lib/audit/collectors/http/sources";
import { defineAction } from "@/lib/platform/http/define-action";

export const askForRunAction = defineAction(askForRun, { message: "Started. Its run appears in a moment." });
export const addHttpSourceAction = defineAction(addHttpSource, {
  redirectTo: ({ collectorId }) => `/audit/collectors/${collectorId}`,
});
export const stopHttpSourceAction = defineAction(stopHttpSource, { message: "Stopped. Its runs and evidence stay." });
