"use server";

import { dayInWords } from "@/lib/platform/calendar";
import { defineAction } from "@/lib/platform/http/define-action";
import { approveRequest } from "@/lib/privacy/requests/approve";
import { confirmDecision, returnDecision } from "@/lib/privacy/requests/confirm-decision";
import { createRequest } from "@/lib/privacy/requests/create";
import { enterRequest } from "@/lib/privacy/requests/enter";
import { executeRequest } from "@/lib/privacy/requests/execute";
import { extendRequest } from "@/lib/privacy/requests/extend";
import { prepareRefusal } from "@/lib/privacy/requests/prepare-refusal";
import { sendLostAgain } from "@/lib/privacy/requests/send-lost-again";
import { withdrawRequest } from "@/lib/privacy/requests/withdraw";

export const enterRequestAction = defineAction(enterRequest, {
  redirectTo: ({ requestId }) => `/privacy/requests/${requestId}`,
});

export const createRequestAction = defineAction(createRequest, {
  message: ({ reference }) => `We have your request ${reference}. A confirmation is on its way to you.`,
});

export const withdrawOwnRequestAction = defineAction(withdrawRequest, {
  message: ({ reference }) => `${reference} is withdrawn.`,
});

export const sendLostAgainAction = defineAction(sendLostAgain, {
  message: "It is on the way to the mail server. If it fails again, you see it here.",
});

export const approveRequestAction = defineAction(approveRequest, {
  message: ({ waits }) =>
    waits ? "The approval is prepared. A second person must confirm it." : "The request is approved.",
});

export const prepareRefusalAction = defineAction(prepareRefusal, {
  message: "The refusal is prepared. A second person must confirm it; then the letter is sent.",
});

export const confirmDecisionAction = defineAction(confirmDecision, {
  message: ({ outcome }) =>
    outcome === "refuse" ? "The refusal is confirmed and the letter is sent." : "The approval is confirmed.",
});

export const returnDecisionAction = defineAction(returnDecision, { message: "The decision is sent back." });

export const extendRequestAction = defineAction(extendRequest, {
  message: ({ dueDate }) => `The new date is ${dayInWords(dueDate)}. The notice is sent.`,
});

export const executeRequestAction = defineAction(executeRequest, {
  message: "The collection starts within seconds. Reload this page to see how far it is.",
});
