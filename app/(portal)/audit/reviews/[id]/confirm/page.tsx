import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { waitingRemovals } from "@/lib/audit/reviews/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { WaitingList } from "../waiting-list";

export const metadata: Metadata = { title: "Confirm changes of roles" };

export default async function ConfirmPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor } = await requireSession();
  const { id } = await params;
  const { review, waiting, people } = await pageResult(() => waitingRemovals(actor, { id }));
  return (
    <Page width="reading">
      <PageHead
        title="Confirm changes of roles"
        reference={review.reference}
        lead={`${review.title}: a reviewer decided these, and a second person must confirm them before anything changes.`}
      />
      {waiting.length === 0 ? (
        <EmptyState title="Nothing waits" as="h2">
          Everything of this access review is confirmed.
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          <h2 className="sr-only">Waiting</h2>
          <WaitingList reviewId={id} waiting={waiting} people={people} actor={actor} />
        </div>
      )}
    </Page>
  );
}
