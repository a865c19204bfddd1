"use server";

import { acknowledgeAlert, resolveAlert, snoozeAlert } from "@/lib/audit/alerts/handle-alert";
import { defineAction } from "@/lib/platform/http/define-action";

export const acknowledgeAlertAction = defineAction(acknowledgeAlert, { message: "This alert is yours now." });

export const snoozeAlertAction = defineAction(snoozeAlert, {
  message: "Put aside. It stands among the open alerts again when the time is over.",
});

export const resolveAlertAction = defineAction(resolveAlert, {
  message: "Resolved. Should it happen again, a new alert is raised.",
});
