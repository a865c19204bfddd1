"use server";

import {
  createWebhook,
  disableWebhook,
  enableWebhook,
  removeWebhook,
  renewWebhookSecret,
} from "@/lib/audit/stream/manage-webhooks";
import { defineAction } from "@/lib/platform/http/define-action";

export const createWebhookAction = defineAction(createWebhook, {
  message: "The webhook is made. Copy its secret now: it is not shown again.",
  shown: ({ secret }) => ({ secret }),
});
export const renewSecretAction = defineAction(renewWebhookSecret, {
  message:
    "Renewed. Copy the new secret now: it is not shown again. For a day messages are signed with the old one as well.",
  shown: ({ secret }) => ({ secret }),
});
export const enableWebhookAction = defineAction(enableWebhook, { message: "Active again, from where it stopped." });
export const disableWebhookAction = defineAction(disableWebhook, { message: "Disabled." });
export const removeWebhookAction = defineAction(removeWebhook, { message: "Removed." });
