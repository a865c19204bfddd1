import type { MailState } from "./schema";

/** Nothing more is owed to its recipient: a server took it, or the installation has none and keeps it in the outbox. */
export const hasLeft = ({ state }: { state: MailState }): boolean => state === "sent" || state === "kept";

type Standing = { state: MailState; expiresAt: Date | null };

/** A code or link past its time is never sent, so what waits with one is out of date. */
export function standingOf({ state, expiresAt }: Standing, at: Date): MailState {
  return state !== "sent" && expiresAt !== null && expiresAt <= at ? "expired" : state;
}

/** Of an email to a data subject the privacy officers are told, with the act that helps; of all others an alert tells. */
export const isToldByItsDomain = (thread: string | null): boolean => thread?.startsWith("request-") ?? false;

/** Milliseconds after which health and an alert speak up: people wait for codes and notices for minutes, not for hours. */
export const waitsTooLong = 15 * 60_000;
