"use server";

import { changeDetectionRule } from "@/lib/audit/detection/change-rule";
import { tryDetectionRule } from "@/lib/audit/detection/queries";
import { defineAction } from "@/lib/platform/http/define-action";

const times = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const changeRuleAction = defineAction(changeDetectionRule, {
  // An unticked box is not sent.
  input: ({ enabled, violation, ...fields }) => ({
    ...fields,
    enabled: enabled === "on",
    violation: violation === "on",
  }),
  message: "Saved. It counts for events from now on.",
});

export const tryRuleAction = defineAction(tryDetectionRule, {
  message: ({ alerts, matches, events, days, cut }) =>
    `Would have raised ${times(alerts, "alert")} in the last ${days} days, for ${times(matches, "event")} out of ` +
    `${cut ? "the first " : ""}${times(events, "event")} it could concern. Nothing was saved.`,
});
