"use server";

import { redirect } from "next/navigation";
import { currentSession } from "@/lib/platform/auth/actor";
import { clearSessionCookies, writeOrganizationCookie, writeSessionCookie } from "@/lib/platform/auth/session";
import { signIn, signOut } from "@/lib/platform/auth/sign-in";
import type { ActionState } from "@/lib/platform/http/action-state";
import { defineSessionAction } from "@/lib/platform/http/define-session-action";
import { pathOfOurs } from "@/lib/platform/http/path-of-ours";
import { isUnexpected, translate, unexpectedMessage } from "@/lib/platform/http/problem";
import { emailKey } from "@/lib/platform/text";

export const signInAction = defineSessionAction(
  "session.start",
  async (origin, _state: ActionState, form: FormData): Promise<ActionState> => {
    const email = emailKey(String(form.get("email") ?? "")).slice(0, 254);
    const password = String(form.get("password") ?? "").slice(0, 1000);
    if (!email || !password) {
      const fieldErrors = {
        ...(email ? {} : { email: ["Enter your email address."] }),
        ...(password ? {} : { password: ["Enter your password."] }),
      };
      return { status: "error", message: "Both are needed to sign in.", fieldErrors, values: { email } };
    }
    try {
      const { personId, sessionId } = await signIn(email, password, origin);
      await writeSessionCookie(personId, sessionId);
    } catch (error) {
      const refusal = translate(error, origin.requestId, "session.start");
      const message = isUnexpected(refusal) ? unexpectedMessage(origin.requestId) : refusal.message;
      return { status: "error", message, values: { email } };
    }
    redirect(pathOfOurs(form.get("next")));
  },
);

export const signOutAction = defineSessionAction("session.end", async (origin, _form: FormData): Promise<void> => {
  const session = await currentSession();
  if (session) await signOut(session.actor, origin);
  await clearSessionCookies();
  redirect("/sign-in");
});

export const switchOrganizationAction = defineSessionAction(
  "session.switch",
  async (_origin, form: FormData): Promise<void> => {
    const session = await currentSession();
    const wanted = form.get("organizationId");
    const membership = session?.memberships.find((each) => each.organizationId === wanted);
    if (membership) await writeOrganizationCookie(membership.organizationId);
    redirect("/");
  },
);
