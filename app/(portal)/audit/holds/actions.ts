"use server";

import { placeHold } from "@/lib/audit/holds/place";
import { previewHold } from "@/lib/audit/holds/preview";
import { previewWords } from "@/lib/audit/holds/preview-words";
import { confirmRelease, keepHold, proposeRelease } from "@/lib/audit/holds/release";
import { defineAction } from "@/lib/platform/http/define-action";

export const placeHoldAction = defineAction(placeHold, {
  confirm: async (actor, fields) => previewWords(await previewHold(actor, fields as Parameters<typeof previewHold>[1])),
  redirectTo: ({ id }) => `/audit/holds/${id}`,
});
export const proposeReleaseAction = defineAction(proposeRelease, {
  message: "Proposed. The hold stands until somebody else confirms.",
});
export const confirmReleaseAction = defineAction(confirmRelease, { message: "Released." });
export const keepHoldAction = defineAction(keepHold, { message: "The hold stands as it was." });
