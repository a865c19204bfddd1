import { z } from "zod";
import { listInput } from "../list-input";

/** queued: handed over by itself; kept: written while no mail server was set, and sent only when a person chooses it. */
export const MailState = z.enum(["queued", "kept", "sent", "failed", "expired"]);
export type MailState = z.infer<typeof MailState>;
export const mailStateLabels: Record<MailState, string> = {
  queued: "Waiting",
  kept: "Kept here",
  sent: "Sent",
  failed: "Not delivered",
  expired: "Out of date",
};

/** Why a mail server did not take a mail; `key`: it was never asked, because the code or link in it cannot be decrypted. */
export const MailTrouble = z.enum(["connection", "setup", "busy", "address", "refused", "key"]);
export type MailTrouble = z.infer<typeof MailTrouble>;
export const mailTroubleLabels: Record<MailTrouble, string> = {
  connection: "The mail server could not be reached",
  setup: "The mail server refused the sign-in or the encryption",
  busy: "The mail server asked to try again later",
  address: "The recipient's address was refused",
  refused: "The mail server refused the email",
  key: "The code or link in it cannot be opened",
};

export const mailPriorities = { code: 0, normal: 1, bulk: 2 } as const;
export type MailPriority = keyof typeof mailPriorities;

export const listMailsInput = listInput.extend({
  cursor: z.uuid().optional(),
  state: MailState.optional().catch(undefined),
});
export const mailInput = z.object({ id: z.uuid() });
/** From a form: one id, or one for each ticked box. */
export const chosenMailsInput = z.object({
  ids: z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(z.uuid()).min(1, "Choose the emails to send.").max(200),
  ),
});
