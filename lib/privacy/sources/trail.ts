import "server-only";
import type { DataSource } from "@/lib/platform/contribution";
import { inPages } from "./pages";
import { iso } from "./values";

/** Which acts of the audit trail are the subject's own: what and when. What was changed may be about others. */
export const trail: DataSource = {
  id: "audit-trail",
  title: "Your acts in the audit trail",
  tables: ["audit_event", "audit_detail", "subject_key"],
  categories: ["technical", "behavioral"],
  processing: {
    purposes: ["Proving who did what", "Detecting misuse"],
    lawfulBasis: "Legal obligation, Article 6(1)(c), and legitimate interests, Article 6(1)(f)",
    recipients: ["The organisation's compliance officers and auditors"],
    storagePeriod: "By class of event, at most seven years; addresses and browsers one year",
    origin: "Observed when using the portal",
  },
  async *collect({ personId }, read) {
    if (!personId) return;
    const rows = inPages((after) =>
      read((tx) =>
        tx.auditEvent.findMany({
          where: { actorId: personId, actorKind: "user", id: { gt: after } },
          orderBy: { id: "asc" },
          take: 1000,
          select: { id: true, action: true, occurredAt: true },
        }),
      ),
    );
    for await (const { id, action, occurredAt } of rows) {
      yield { collection: "acts", row: { id, action, occurredAt: iso(occurredAt) } };
    }
  },
};
