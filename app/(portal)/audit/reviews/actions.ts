"use server";

import { closeReview } from "@/lib/audit/reviews/close-review";
import { confirmRemoval } from "@/lib/audit/reviews/confirm-removal";
import { decideAccess } from "@/lib/audit/reviews/decide";
import { handOverReview } from "@/lib/audit/reviews/hand-over";
import { refuseRemoval } from "@/lib/audit/reviews/refuse-removal";
import { startReview } from "@/lib/audit/reviews/start-review";
import { defineAction } from "@/lib/platform/http/define-action";
import { decisionsOf } from "./decisions-of";

export const startReviewAction = defineAction(startReview, { redirectTo: ({ id }) => `/audit/reviews/${id}` });

export const decideAccessAction = defineAction(decideAccess, {
  input: ({ reviewId, personId, ...form }) => ({ reviewId, personId, decisions: decisionsOf(form) }),
  message: ({ open }) => (open === 0 ? "Saved. That was the last one: thank you." : `Saved. ${open} left.`),
});

export const closeReviewAction = defineAction(closeReview, {
  message: "Closed. Removals are being carried out; the evidence follows.",
});

export const confirmRemovalAction = defineAction(confirmRemoval, { message: "Confirmed. It is carried out now." });

export const refuseRemovalAction = defineAction(refuseRemoval, { message: "Refused. The roles stay as they are." });

/** One's own: the page of what one decides may be empty afterwards. */
export const handOverOwnAction = defineAction(handOverReview, { redirectTo: () => "/" });

export const handOverAction = defineAction(handOverReview, {
  message: ({ moved, stayed }) =>
    `${moved} ${moved === 1 ? "decision was" : "decisions were"} handed over.${stayed > 0 ? ` ${stayed} about the new reviewer stayed.` : ""}`,
});
