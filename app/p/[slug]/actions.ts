"use server";

import type { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { assertRateLimit } from "@/lib/platform/cache/rate-limit";
import { defineAction } from "@/lib/platform/http/define-action";
import type { Operation } from "@/lib/platform/operation/context";
import { sendDownloadCode } from "@/lib/privacy/packages/download";
import { sendLinkAgain } from "@/lib/privacy/packages/send-link-again";
import { wrongCode } from "@/lib/privacy/requests/one-time-code";
import { resendCode } from "@/lib/privacy/requests/resend-code";
import type { codeInput } from "@/lib/privacy/requests/schema";
import { submitRequest } from "@/lib/privacy/requests/submit";
import { verifyRequest } from "@/lib/privacy/requests/verify";
import { withdrawRequest } from "@/lib/privacy/requests/withdraw";

const addressOf = (actor: Actor) => actor.ip ?? "unknown";

export const submitRequestAction = defineAction(submitRequest, {
  actor: "visitor",
  input: async ({ organization: _, ...fields }, actor) => {
    await assertRateLimit("request:submit", addressOf(actor));
    await assertRateLimit("request:address", `${actor.organizationId}:${String(fields.email).trim().toLowerCase()}`);
    return fields;
  },
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
  input: async ({ requestId, code }, actor) => {
    await assertRateLimit("request:verify", addressOf(actor));
    return { requestId, code };
  },
  redirectTo: ({ token }, form) => `/p/${form.organization}/r/${token}`,
});

export const resendCodeAction = defineAction(resendCode, {
  actor: "visitor",
  input: async ({ requestId }) => {
    await assertRateLimit("request:code", String(requestId));
    return { requestId };
  },
  message: "If this request still waits for a code, a new one is on its way. Older codes no longer work.",
});

export const withdrawRequestAction = defineAction(withdrawRequest, {
  actor: "subject",
  input: () => ({}),
  message: "Your request is withdrawn. We sent you a confirmation.",
});

export const sendLinkAgainAction = defineAction(sendLinkAgain, {
  actor: "subject",
  input: async (_, actor) => {
    await assertRateLimit("request:code", actor.kind === "subject" ? actor.linkId : "");
    return {};
  },
  message: "A new link is on its way to your address. The older one no longer works.",
});

export const sendDownloadCodeAction = defineAction(sendDownloadCode, {
  actor: "subject",
  input: async (_, actor) => {
    await assertRateLimit("request:code", actor.kind === "subject" ? actor.linkId : "");
    return {};
  },
  message: "A code is on its way to your address. It works for ten minutes.",
});
