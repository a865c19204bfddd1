"use client";

import { unstable_isUnrecognizedActionError, unstable_rethrow } from "next/navigation";
import { useActionState } from "react";
import { type ActionState, idleState } from "@/lib/platform/http/action-state";

export type FormAction = (state: ActionState, data: FormData) => Promise<ActionState>;

/** `isKept`: what was typed comes back by itself after a reload, once `onLost` was called. */
type Options = { isKept?: boolean; onSent?: () => void; onLost?: () => void };

/**
 * `useActionState` for actions of the portal: an update or a break in the line ends as a message in the form, with what was typed,
 * and not as an error in place of the page. On the server the action stays itself, so that the form posts without JavaScript.
 */
export function useServerForm(action: FormAction, { isKept = false, onSent, onLost }: Options = {}) {
  const guarded: FormAction = async (before, data) => {
    try {
      const after = await action(before, data);
      if (after.status === "success") onSent?.();
      return after;
    } catch (error) {
      if (isDoneElsewhere(error)) onSent?.();
      unstable_rethrow(error);
      onLost?.();
      return { status: "error", message: lostMessage(error, isKept), values: valuesOf(data), lost: true };
    }
  };
  return useActionState(typeof window === "undefined" ? action : guarded, idleState);
}

function lostMessage(error: unknown, isKept: boolean): string {
  if (unstable_isUnrecognizedActionError(error)) {
    return isKept
      ? "The portal was updated; your text is kept. Reload."
      : "The portal was updated. Nothing was sent. Copy what you typed, then reload.";
  }
  return isKept
    ? "The portal did not answer, so this may or may not have arrived. Your text is kept. Reload to see."
    : "The portal did not answer, so this may or may not have arrived. Copy what you typed, then reload to see.";
}

/** An action that leads to another page has done its work; one that leads to the sign-in has not. */
function isDoneElsewhere(error: unknown): boolean {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  const [kind, , target = ""] = digest.split(";");
  return kind === "NEXT_REDIRECT" && !target.startsWith("/sign-in");
}

/** As `typedValues` on the server. */
function valuesOf(data: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of new Set(data.keys())) {
    if (name.startsWith("$ACTION") || /password|code|secret/i.test(name)) continue;
    values[name] = data
      .getAll(name)
      .filter((value) => typeof value === "string")
      .join(",");
  }
  return values;
}
