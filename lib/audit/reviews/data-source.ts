import "server-only";
import type { DataSource, ReadTenant } from "@/lib/platform/contribution";

const pageSize = 500;
const iso = (date: Date | null) => date?.toISOString() ?? null;

/** What was decided about a person's roles; who decided is somebody else's work. */
async function* aboutPerson(personId: string, read: ReadTenant) {
  for (let after = "00000000-0000-0000-0000-000000000000"; ; ) {
    const items = await read((tx) =>
      tx.accessReviewItem.findMany({
        where: { personId, id: { gt: after } },
        orderBy: { id: "asc" },
        take: pageSize,
        include: { review: { select: { reference: true, createdAt: true } }, subject: true },
      }),
    );
    for (const { review, subject, role, decision, newRole, reason, decidedAt, outcome, executedAt, refusal } of items) {
      const seen = {
        roles: subject.roles.join(" "),
        department: subject.department,
        lastSignInAt: iso(subject.lastSignInAt),
      };
      const decided = {
        decision,
        newRole,
        reason,
        decidedAt: iso(decidedAt),
        outcome,
        carriedOutAt: iso(executedAt),
        refusal,
      };
      const row = { review: review.reference, frozenAt: iso(review.createdAt), ...seen, role, ...decided };
      yield { collection: "access-reviews", row };
    }
    const last = items.at(-1);
    if (!last || items.length < pageSize) return;
    after = last.id;
  }
}

export const accessReviews: DataSource = {
  id: "access-reviews",
  title: "Reviews of your access",
  tables: ["access_review", "access_review_subject", "access_review_item", "access_review_reminder"],
  categories: ["identity", "professional", "technical"],
  processing: {
    purposes: ["Checking that nobody may do more than their work needs"],
    lawfulBasis: "Legitimate interests, Article 6(1)(f), and the security of processing, Article 32",
    recipients: ["The reviewer, compliance officers and auditors of the organisation"],
    storagePeriod: "Seven years after the review was closed",
    origin: "The roles held in the portal, and the reviewer's decisions",
  },
  async *collect({ personId }, read) {
    if (personId) yield* aboutPerson(personId, read);
  },
};
