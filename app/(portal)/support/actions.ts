"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import { saveCalendar } from "@/lib/support/sla/save-calendar";
import { savePolicy } from "@/lib/support/sla/save-policy";
import { setUpSla } from "@/lib/support/sla/set-up";
import { addNote } from "@/lib/support/tickets/add-note";
import { assignTicket, claimTicket } from "@/lib/support/tickets/assign";
import { changePriority, changeTier } from "@/lib/support/tickets/change-priority";
import { changeStatus } from "@/lib/support/tickets/change-status";
import { openTicket } from "@/lib/support/tickets/open-ticket";
import { replyToTicket } from "@/lib/support/tickets/reply";
import { calendarFields, policyFields } from "./sla/form-fields";

export const openTicketAction = defineAction(openTicket, {
  redirectTo: ({ ticketId }) => `/support/tickets/${ticketId}`,
});
export const replyAction = defineAction(replyToTicket, { message: "Sent." });
export const noteAction = defineAction(addNote, { message: "Note added. Only the desk sees it." });
export const claimAction = defineAction(claimTicket, { message: "You have this ticket." });
export const assignAction = defineAction(assignTicket, { message: "Assigned." });
export const statusAction = defineAction(changeStatus, { message: "Status changed." });
export const priorityAction = defineAction(changePriority, {
  message: "Priority changed, running clocks counted again.",
});
export const tierAction = defineAction(changeTier, { message: "Tier changed, running clocks counted again." });

export const setUpSlaAction = defineAction(setUpSla, {
  input: ({ holidays }) => ({ holidays: String(holidays ?? "").match(/\d{4}-\d{2}-\d{2}/g) ?? [] }),
  message: "The default policy and two calendars stand.",
});
export const savePolicyAction = defineAction(savePolicy, {
  input: policyFields,
  message: ({ version }) => `Version ${version} saved. Open tickets are counted again in the background.`,
});
export const saveCalendarAction = defineAction(saveCalendar, {
  input: calendarFields,
  message: ({ version }) => `Version ${version} saved. Open tickets are counted again in the background.`,
});
