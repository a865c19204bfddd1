import { ConfirmDialog } from "@/components/form/confirm-dialog";
import { countWords } from "@/components/table/list-url";
import { closeReviewAction } from "../actions";
import type { Group } from "./progress";

/** Closing is the second signature under every removal: what exactly, how many, and what stays. */
export function CloseReview({
  review,
  groups,
  organizationId,
}: {
  review: { id: string; reference: string };
  groups: readonly Group[];
  organizationId: string;
}) {
  const counted = (which: (group: Group) => boolean) =>
    groups.filter(which).reduce((sum, { _count }) => sum + _count, 0);
  const changes = counted(({ decision }) => decision === "remove" || decision === "change");
  const open = counted(({ decision }) => decision === null);
  return (
    <ConfirmDialog
      verb="Close review"
      title="Close this access review?"
      reference={review.reference}
      action={closeReviewAction}
      organizationId={organizationId}
      hidden={{ reviewId: review.id }}
      variant="primary"
    >
      <p>
        <strong>{countWords(changes, "removal or change", "removals and changes")}</strong> will be carried out, with
        you as the second person. What you decided yourself, or what is about you, waits for somebody else.
      </p>
      <p className="mt-2">
        <strong>{countWords(open, "open decision")}</strong> will count as exceptions, which is possible after the last
        day only. Decisions stay as they are and become evidence.
      </p>
    </ConfirmDialog>
  );
}
