import "server-only";
import type { DataSource } from "@/lib/platform/contribution";
import { inPages } from "./pages";
import { iso, localDate } from "./values";

/** The subject's own requests, by the person matched or by the address they came from. Nothing of who worked on them. */
export const requests: DataSource = {
  id: "privacy-requests",
  title: "Requests about your rights",
  tables: [
    "data_subject_request",
    "request_decision",
    "request_pause",
    "request_package",
    "request_task",
    "request_code",
    "request_reminder",
    "access_link",
  ],
  categories: ["identity", "contact"],
  processing: {
    purposes: ["Answering requests under Articles 15 to 22 and proving it"],
    lawfulBasis: "Legal obligation, Article 6(1)(c)",
    recipients: ["The organisation's privacy officers"],
    storagePeriod: "Three years after the request is closed",
    origin: "The person",
  },
  async *collect({ personId, emails }, read) {
    const own = [{ email: { in: [...emails] } }, ...(personId ? [{ personId }] : [])];
    const rows = inPages((after) =>
      read((tx) =>
        tx.dataSubjectRequest.findMany({
          where: { OR: own, id: { gt: after } },
          orderBy: { id: "asc" },
          take: 200,
          include: { decisions: { where: { state: "confirmed" }, orderBy: { id: "asc" } } },
        }),
      ),
    );
    for await (const request of rows) {
      yield {
        collection: "requests",
        row: {
          reference: request.reference,
          kind: request.kind,
          channel: request.channel,
          status: request.status,
          name: request.name,
          email: request.email,
          statement: request.statement,
          identityLevel: request.level,
          receivedAt: iso(request.receivedAt),
          verifiedAt: iso(request.verifiedAt),
          dueDate: localDate(request.dueDate),
          closedAt: iso(request.closedAt),
        },
      };
      for (const { outcome, code, letter, decidedAt } of request.decisions) {
        yield {
          collection: "decisions",
          row: { reference: request.reference, outcome, ground: code, letter, decidedAt: iso(decidedAt) },
        };
      }
    }
  },
};
