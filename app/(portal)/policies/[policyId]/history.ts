import type { TimelineItem } from "@/components/status/timeline";
import type { DetailVersion } from "@/lib/policies/queries/policy-detail";

/** What happened to a version, as sentences, the oldest first. */
export function historyOf(version: DetailVersion): TimelineItem[] {
  const item = (id: string, sentence: string, at: Date | null, more: Partial<TimelineItem> = {}) =>
    at ? [{ id, sentence, at: at.toISOString(), ...more }] : [];
  const items: TimelineItem[] = [
    ...item("begun", `${version.author} began version ${version.number}`, version.createdAt),
    ...version.editors
      .filter(({ name }) => name !== version.author)
      .flatMap(({ name, at }) => item(`edit-${name}`, `${name} edited the text`, at)),
    ...item("submitted", `Version ${version.number} was handed in for review`, version.submittedAt, { tone: "info" }),
    ...version.approvals.flatMap(({ id, approver, decision, comment, decidedAt }) =>
      item(
        id,
        decision === "approved" ? `${approver} approved version ${version.number}` : `${approver} sent it back`,
        decidedAt,
        { tone: decision === "approved" ? "success" : "warning", detail: comment || undefined },
      ),
    ),
    ...version.comments.flatMap(({ id, author, text, writtenAt }) =>
      item(id, `${author} commented on a paragraph`, writtenAt, { detail: text }),
    ),
    ...item("published", `${version.publisher} published version ${version.number}`, version.publishedAt, {
      tone: "success",
    }),
    ...item("distributed", "Everybody in the audience was asked", version.distributedAt),
    ...item("superseded", "A later version took its place", version.supersededAt),
  ];
  return items.sort((a, b) => a.at.localeCompare(b.at));
}
