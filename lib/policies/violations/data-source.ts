import "server-only";
import type { CollectedRow, ReadTenant } from "../../platform/contribution";
import { dateText } from "../local-day";

/**
 * For a package of a person's data: what they reported, wrote or were asked to do. What others reported about them stays out while it
 * could show who did [Directive (EU) 2019/1937, article 16]; only that a settled one exists is said.
 */
export async function* violationRows(personId: string, read: ReadTenant): AsyncGenerator<CollectedRow> {
  const reported = await read((tx) =>
    tx.policyViolation.findMany({ where: { reporterId: personId }, orderBy: { id: "asc" } }),
  );
  for (const { reference, title, description, status, reportedOn } of reported)
    yield {
      collection: "policy-violations-reported",
      row: { reference, title, description, status, reportedOn: dateText(reportedOn) },
    };
  const settled = await read((tx) =>
    tx.policyViolation.findMany({
      where: { subjectId: personId, status: { in: ["dismissed", "resolved"] } },
      orderBy: { id: "asc" },
    }),
  );
  for (const { reference, type, status, detection, title } of settled)
    yield {
      collection: "policy-violations-about-you",
      row: { reference, type, status, ...(detection === "automated" ? { title } : {}) },
    };
  const actions = await read((tx) =>
    tx.policyViolationAction.findMany({ where: { ownerId: personId }, orderBy: { id: "asc" } }),
  );
  for (const { title, dueOn, doneAt } of actions)
    yield {
      collection: "policy-corrective-actions",
      row: { title, dueOn: dateText(dueOn), doneAt: doneAt?.toISOString() ?? null },
    };
  const messages = await read((tx) =>
    tx.policyViolationMessage.findMany({ where: { authorId: personId }, orderBy: { id: "asc" } }),
  );
  for (const { text, writtenAt } of messages)
    yield { collection: "policy-violation-messages", row: { text, writtenAt: writtenAt.toISOString() } };
}
