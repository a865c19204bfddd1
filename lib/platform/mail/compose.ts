import "server-only";
import type { SendMailOptions } from "nodemailer";
import { env } from "../env";
import { htmlTwin } from "./html-twin";
import { mailPriorities } from "./schema";

export type Outgoing = {
  id: string;
  recipient: string;
  subject: string;
  body: string;
  createdAt: Date;
  thread: string | null;
  replyTo: string | null;
  priority: number;
  organization: { name: string; contact: string };
};

/**
 * The same bytes of header at each try: a mail that a server took before the portal could record it comes a second time under
 * the same Message-ID, and mailboxes show it once (RFC 5322, 3.6.4).
 */
export function compose(mail: Outgoing): SendMailOptions {
  const { organization, recipient, subject, body, thread, replyTo } = mail;
  const root = thread === null ? undefined : `<${thread}@${host()}>`;
  const bulk = mail.priority === mailPriorities.bulk;
  return {
    from: env.MAIL_FROM,
    to: { name: "", address: recipient },
    subject,
    date: mail.createdAt,
    messageId: `<${mail.id}@${host()}>`,
    ...(root ? { inReplyTo: root, references: root } : {}),
    ...(replyTo ? { replyTo } : {}),
    headers: {
      "Auto-Submitted": "auto-generated",
      // Read by Exchange, which knows no Auto-Submitted.
      "X-Auto-Response-Suppress": "All",
      ...(bulk ? { Precedence: "bulk", "List-Unsubscribe": unsubscribe(organization.contact) } : {}),
    },
    text: body,
    html: htmlTwin({ organization: organization.name, subject, body }),
  };
}

const host = () => new URL(env.PUBLIC_URL).hostname;

/** A person answers it: the portal reads no mail. */
const unsubscribe = (contact: string) =>
  `<mailto:${contact}?subject=${encodeURIComponent("Stop the reminders to this address")}>`;
