import "server-only";
import type { DataSource } from "@/lib/platform/contribution";
import { inPages } from "./pages";
import { iso } from "./values";

/** One-time codes and personal links open things: they are credentials and never part of a package. */
export function withoutCredentials(body: string): string {
  return body
    .replaceAll(/(\/(?:p\/[a-z0-9-]+\/(?:r|download|verify)|reset|invitation)\/)[\w-]+/g, "$1[removed]")
    .replaceAll(/(?<![\d-])\d{6}(?!\d)/g, "[code removed]");
}

/** Mails the portal wrote to the subject's address. */
export const mails: DataSource = {
  id: "mails",
  title: "Mails to you",
  tables: ["mail_message"],
  categories: ["contact"],
  processing: {
    purposes: ["Telling people about their requests, tickets and duties"],
    lawfulBasis: "Contract, Article 6(1)(b), and legal obligation, Article 6(1)(c)",
    recipients: ["The organisation's mail provider"],
    storagePeriod: "Three years",
    origin: "Written by the portal",
  },
  async *collect({ emails }, read) {
    const rows = inPages((after) =>
      read((tx) =>
        tx.mailMessage.findMany({
          where: { recipient: { in: [...emails] }, id: { gt: after } },
          orderBy: { id: "asc" },
          take: 500,
        }),
      ),
    );
    for await (const { recipient, subject, body, createdAt, sentAt } of rows) {
      yield {
        collection: "mails",
        row: { recipient, subject, body: withoutCredentials(body), createdAt: iso(createdAt), sentAt: iso(sentAt) },
      };
    }
  },
};
