"use server";

import type { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { defineAction } from "@/lib/platform/http/define-action";
import type { LimitName } from "@/lib/platform/limits/table";
import type { Operation } from "@/lib/platform/operation/context";
import { sendDownloadCode } from "@/lib/privacy/packages/download";
import { sendLinkAgain } from "@/lib/privacy/packages/send-link-again";
import { wrongCode } from "@/lib/privacy/requests/one-time-code";
import { resendCode } from "@/lib/privacy/requests/resend-code";
import type { codeInput } from "@/lib/privacy/requests/schema";
import { submitRequest } from "@/lib/privacy/requests/submit";
import { verifyRequest } from "@/lib/privacy/requests/verify";
import { withdrawRequest } from "@/lib/privacy/requests/withdraw";

/** Mails go to whoever holds the link: so many for each. */
const codesOfLink = (_: unknown, actor: Actor): [LimitName, string] => [
  "request:code",
  actor.kind === "subject" ? actor.linkId : "",
];

export const submitRequestAction = defineAction(submitRequest, {
  actor: "visitor",
  limits: ["request:submit"],
  limitOf: ({ email }, actor) => ["request:address", actor.organizationId, String(email ?? "")],
  input: ({ organization: _, ...fields }) => fields,
  redirectTo: ({ requestId }, form) => `/p/${form.organization}/verify/${requestId}`,
});

/** The command counts a wrong try and commits; here it becomes the form's error. */
const prove: Operation<typeof codeInput, { token: string }> = Object.assign(
  async (actor: Actor, input: z.input<typeof codeInput>) => {
    const result = await verifyRequest(actor, input);
    if (!result.proven) throw wrongCode(result.triesLeft);
    return result;
  },
  { operation: verifyRequest.operation },
);

export const verifyRequestAction = defineAction(prove, {
  actor: "visitor",
  limits: ["request:verify"],
  input: ({ requestId, code }) => ({ requestId, code }),
  redirectTo: ({ token }, form) => `/p/${form.organization}/r/${token}`,
});

export const resendCodeAction = defineAction(resendCode, {
  actor: "visitor",
  limits: ["request:verify"],
  limitOf: ({ requestId }) => ["request:code", String(requestId ?? "")],
  input: ({ requestId }) => ({ requestId }),
  message: "If this request still waits for a code, a new one is on its way. Older codes no longer work.",
});

export const withdrawRequestAction = defineAction(withdrawRequest, {
  actor: "subject",
  limits: ["link:open"],
  input: () => ({}),
  message: "Your request is withdrawn. We sent you a confirmation.",
});

export const sendLinkAgainAction = defineAction(sendLinkAgain, {
  actor: "subject",
  limits: ["link:open"],
  limitOf: codesOfLink,
  input: () => ({}),
  message: "A new link is on its way to your address. The older one no longer works.",
});

export const sendDownloadCodeAction = defineAction(sendDownloadCode, {
  actor: "subject",
  limits: ["link:open"],
  limitOf: codesOfLink,
  input: () => ({}),
  message: "A code is on its way to your address. It works for ten minutes.",
});
