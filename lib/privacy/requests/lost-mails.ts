import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { MailMessage, MailState } from "@/lib/platform/db/generated/client";
import type { RequestStatus } from "../schema";
import { threadOf } from "./mail-of";

/** How officers call the emails of a request. */
const names: Record<string, string> = {
  "request-acknowledgement": "acknowledgement",
  "request-code": "email with the code",
  "request-confirmed": "confirmation of the address",
  "request-extended": "notice of the extension",
  "request-refused": "letter of refusal",
  "request-withdrawn": "confirmation of the withdrawal",
  "request-closed": "letter that closes the request",
  "request-package": "email with the download link",
  "package-code": "email with the download code",
};

/** The acknowledgement carries the first code while the address is not confirmed. */
const holdsCode = (mail: Pick<MailMessage, "kind" | "expiresAt">) =>
  mail.kind === "request-code" || (mail.kind === "request-acknowledgement" && mail.expiresAt !== null);

export const nameOf = (mail: Pick<MailMessage, "kind" | "expiresAt">) =>
  holdsCode(mail) ? "email with the code" : (names[mail.kind] ?? "email");

export type LostMail = {
  id: string;
  name: string;
  state: MailState;
  addressRefused: boolean;
  /** What an officer can do: a new code, or the same words once more; null when the person asks for a new one themselves. */
  act: "code" | "again" | null;
};

type Request = { id: string; email: string; status: RequestStatus };

/** Emails to the person that did not arrive and that nothing later made up for. */
export async function lostMails(tx: Tx, request: Request, now: Date): Promise<LostMail[]> {
  const mails = await tx.mailMessage.findMany({
    where: { thread: threadOf(request.id), recipient: request.email },
    orderBy: { id: "desc" },
    select: { id: true, kind: true, state: true, trouble: true, expiresAt: true },
  });
  const seen = new Set<string>();
  return mails.flatMap((mail) => {
    const name = nameOf(mail);
    if (seen.has(name)) return [];
    seen.add(name);
    const code = holdsCode(mail);
    if ((mail.state !== "failed" && mail.state !== "expired") || (code && request.status !== "identity_pending"))
      return [];
    const alive = mail.expiresAt === null || mail.expiresAt > now;
    const act = code ? ("code" as const) : alive && mail.kind !== "package-code" ? ("again" as const) : null;
    return [{ id: mail.id, name, state: mail.state, addressRefused: mail.trouble === "address", act }];
  });
}
