import { formatDay } from "@/components/status/calendar";
import { Deadline } from "@/components/status/deadline";
import { FactList } from "@/components/status/fact-list";
import { HashText } from "@/components/status/hash-text";
import { RelativeTime } from "@/components/status/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { readReview } from "@/lib/audit/reviews/queries";

type Found = Awaited<ReturnType<typeof readReview>>;

/** What the campaign is about, who answers for it, and what it ended as. */
export function ReviewFacts({ found, zone }: { found: Found; zone: string }) {
  const { review, people, evidence } = found;
  const due = review.dueOn.toISOString().slice(0, 10);
  const closedBy = review.closedById ? people.get(review.closedById) : null;
  return (
    <FactList
      stacked
      facts={[
        { label: "Owner", value: people.get(review.ownerId) ?? "–" },
        {
          label: "Last day",
          value: review.status === "open" ? <Deadline due={due} zone={zone} /> : formatDay(due, zone),
        },
        { label: "Began", value: <RelativeTime value={review.createdAt.toISOString()} zone={zone} /> },
        { label: "People", value: String(review.people) },
        { label: "Population", value: <HashText value={review.populationHash} label="Hash of the population" /> },
        ...(review.closedAt
          ? [
              {
                label: "Closed",
                value: (
                  <>
                    <RelativeTime value={review.closedAt.toISOString()} zone={zone} />
                    {closedBy ? ` by ${closedBy}` : null}
                  </>
                ),
              },
            ]
          : []),
        ...(evidence
          ? [
              {
                label: "Evidence",
                value: <TextLink href={`/audit/evidence/${evidence.id}`}>{evidence.reference}</TextLink>,
              },
            ]
          : []),
      ]}
    />
  );
}
