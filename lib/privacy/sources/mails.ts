import "server-only";
import type { DataSource } from "@/lib/platform/contribution";
import { covered } from "@/lib/platform/mail/places";
import { inPages } from "./pages";
import { iso } from "./values";

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
          include: { secrets: { select: { name: true } } },
        }),
      ),
    );
    for await (const { recipient, subject, body, secrets, createdAt, sentAt } of rows) {
      yield {
        collection: "mails",
        row: {
          recipient,
          subject,
          body: covered(
            body,
            secrets.map(({ name }) => name),
          ),
          createdAt: iso(createdAt),
          sentAt: iso(sentAt),
        },
      };
    }
  },
};
