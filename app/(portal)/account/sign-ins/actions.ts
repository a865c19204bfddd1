"use server";

import { endAllSessions, endOtherSession, endOtherSessions } from "@/lib/platform/auth/sessions/end-own-sessions";
import { defineAction } from "@/lib/platform/http/define-action";

export const endOtherSessionAction = defineAction(endOtherSession, {
  message: ({ devices }) =>
    devices > 0 ? "The device is signed out." : "The device was signed out already. Nothing was changed.",
});

export const endOtherSessionsAction = defineAction(endOtherSessions, {
  message: ({ devices }) => {
    if (devices === 0) return "No other device was signed in any more. Nothing was changed.";
    return devices === 1 ? "The other device is signed out." : `The other ${devices} devices are signed out.`;
  },
});

export const endAllSessionsAction = defineAction(endAllSessions, { redirectTo: () => "/sign-in" });
