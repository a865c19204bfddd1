import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { Page, PageHead, Section } from "@/components/shell/page";
import { EmptyState } from "@/components/shell/states";
import { Deadline } from "@/components/status/deadline";
import { Alert } from "@/components/ui/alert";
import { Progress } from "@/components/ui/progress";
import { reviewerChoices } from "@/lib/audit/reviews/hand-over";
import { reviewerDesk } from "@/lib/audit/reviews/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { HandOver } from "../hand-over";
import { DecidedPerson } from "./decided-person";
import { PersonForm } from "./person-form";

export const metadata: Metadata = { title: "Access to review" };

export default async function DecidePage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const { review, people } = await pageResult(() => reviewerDesk(actor, { id }));
  const me = { id: actor.personId, name: "you" };
  const zone = organization.timeZone;
  const all = people.flatMap(({ items }) => items);
  const decided = all.filter(({ decision }) => decision !== null).length;
  const open = review.status === "open" ? people.filter(({ items }) => items.some(({ decision }) => !decision)) : [];
  const done = people.filter((each) => !open.includes(each));
  return (
    <Page width="reading">
      <PageHead
        title="Access to review"
        reference={review.reference}
        lead={`${review.title}: does each of these people still need each role for their work?`}
        status={
          review.status === "open" ? <Deadline due={review.dueOn.toISOString().slice(0, 10)} zone={zone} /> : undefined
        }
      />
      {review.status === "open" ? null : (
        <Alert tone="info" title="This access review is closed">
          What was decided stands below; nothing more can be decided here.
        </Alert>
      )}
      <Progress value={decided} max={all.length} label="Your decisions" note={`${decided} of ${all.length} decided`} />
      {open.length > 0 ? (
        <Section title="To decide">
          {open.map((person) => (
            <PersonForm
              key={person.personId}
              reviewId={id}
              person={person}
              organizationId={actor.organizationId}
              zone={zone}
            />
          ))}
          <HandOver
            reviewId={id}
            organizationId={actor.organizationId}
            from={[me]}
            own
            people={await pageResult(() => reviewerChoices(actor, {}))}
          />
        </Section>
      ) : (
        <EmptyState title="All decided" as="h2">
          Thank you. The compliance officer closes the campaign; removals are carried out then.
        </EmptyState>
      )}
      {done.length > 0 ? (
        <Section title="Decided">
          <ul className="grid gap-2">
            {done.map((person) => (
              <DecidedPerson key={person.personId} person={person} />
            ))}
          </ul>
        </Section>
      ) : null}
    </Page>
  );
}
