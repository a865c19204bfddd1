import "server-only";
import type { CollectedRow, ReadTenant } from "../platform/contribution";
import { dateText } from "./local-day";

/** Groups, exemptions, meetings, reviews, notices and links of a person, for a package of their data. */
export async function* peopleRows(personId: string, read: ReadTenant): AsyncGenerator<CollectedRow> {
  const groups = await read((tx) =>
    tx.policyGroupMember.findMany({ where: { personId }, orderBy: { groupId: "asc" }, include: { group: true } }),
  );
  for (const { group, addedAt } of groups)
    yield { collection: "policy-groups", row: { group: group.name, addedAt: addedAt.toISOString() } };
  const exemptions = await read((tx) =>
    tx.policyExemption.findMany({
      where: { OR: [{ personId }, { requesterId: personId }, { approverId: personId }] },
      orderBy: { id: "asc" },
      include: { policy: { select: { reference: true } } },
    }),
  );
  for (const { policy, ...row } of exemptions)
    yield {
      collection: "policy-exemptions",
      row: {
        reference: row.reference,
        policy: policy.reference,
        kind: row.kind,
        status: row.status,
        scope: row.scope,
        expiresOn: dateText(row.expiresOn),
        requestedAt: row.requestedAt.toISOString(),
        // Words of others about others stay out: who asked sees the reason, who decided the comment.
        ...(row.personId === personId || row.requesterId === personId
          ? { reason: row.reason, compensatingMeasure: row.compensatingMeasure }
          : {}),
        ...(row.approverId === personId ? { decisionComment: row.decisionComment } : {}),
      },
    };
  const meetings = await read((tx) =>
    tx.policyAttendance.findMany({ where: { managerId: personId }, orderBy: { id: "asc" } }),
  );
  for (const { heldOn, note } of meetings)
    yield { collection: "policy-meetings-recorded", row: { heldOn: dateText(heldOn), note } };
  const reviews = await read((tx) =>
    tx.policyReviewRecord.findMany({ where: { reviewerId: personId }, orderBy: { id: "asc" } }),
  );
  for (const { reviewedOn, note } of reviews)
    yield { collection: "policy-reviews-recorded", row: { reviewedOn: dateText(reviewedOn), note } };
  const notices = await read((tx) =>
    tx.policyNotice.findMany({ where: { recipientId: personId }, orderBy: { id: "asc" } }),
  );
  for (const { kind, createdAt } of notices)
    yield { collection: "policy-reminders-received", row: { kind, createdAt: createdAt.toISOString() } };
  const links = await read((tx) => tx.policyMailLink.findMany({ where: { personId }, orderBy: { id: "asc" } }));
  for (const { createdAt, usedAt } of links)
    yield {
      collection: "policy-links-received",
      row: { createdAt: createdAt.toISOString(), usedAt: usedAt?.toISOString() ?? null },
    };
}
