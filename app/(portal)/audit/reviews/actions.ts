"use server";

import { closeReview } from "@/lib/audit/reviews/close-review";
import { confirmRemoval } from "@/lib/audit/reviews/confirm-removal";
import { decideAccess } from "@/lib/audit/reviews/decide";
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
