import type { Metadata } from "next";
import { pageLoader, pageResult } from "@/app/page-errors";
import { readParams, type Search } from "@/app/read-params";
import { DetailColumns, Page, PageHead, Section } from "@/components/shell/page";
import { listUrl } from "@/components/table/list-url";
import { Pager } from "@/components/table/pager";
import { Alert } from "@/components/ui/alert";
import { reviewerChoices } from "@/lib/audit/reviews/hand-over";
import { readReview } from "@/lib/audit/reviews/queries";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { ReviewStatusBadge } from "../status-badge";
import { CloseReview } from "./close-review";
import { HandOver } from "./hand-over";
import { ItemTable } from "./item-table";
import { ReviewProgress } from "./progress";
import { ReviewFacts } from "./review-facts";
import { ViewLinks } from "./view-links";
import { WaitingList } from "./waiting-list";

type Props = { params: Promise<{ id: string }>; searchParams: Search };

const load = pageLoader((actor, id, view?: string, cursor?: string) =>
  readReview(actor, { id, view: view as never, cursor }),
);

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { view, cursor } = await readParams(readReview, searchParams);
  const { review } = await load((await params).id, view, cursor);
  return { title: `${review.reference} ${review.title}` };
}

export default async function ReviewPage({ params, searchParams }: Props) {
  const { actor, organization } = await requireSession();
  const { id } = await params;
  const search = await readParams(readReview, searchParams);
  const found = await load(id, search.view, search.cursor);
  const { review, items, groups, waiting, people, next } = found;
  const manages = review.status === "open" && mayDo(actor, "review:manage");
  const openWith = new Set(groups.flatMap((group) => (group.decision === null ? (group.reviewerId ?? []) : [])));
  const path = `/audit/reviews/${id}`;
  return (
    <Page>
      <PageHead
        title={review.title}
        reference={review.reference}
        status={<ReviewStatusBadge status={review.status} />}
        crumbs={[
          { label: "Evidence", href: "/audit/evidence" },
          { label: "Access reviews", href: "/audit/reviews" },
          { label: review.reference },
        ]}
        actions={
          manages ? <CloseReview review={review} groups={groups} organizationId={actor.organizationId} /> : undefined
        }
      />
      <DetailColumns side={<ReviewFacts found={found} zone={organization.timeZone} />}>
        {waiting.length > 0 ? (
          <Section title="Waiting for a second person">
            <Alert tone="warning">
              The campaign ends as evidence once somebody who neither decided nor is concerned has confirmed these.
            </Alert>
            <WaitingList reviewId={id} waiting={waiting} people={people} actor={actor} />
          </Section>
        ) : null}
        <Section title="Progress by reviewer">
          <ReviewProgress groups={groups} people={people} />
          {manages ? (
            <HandOver
              reviewId={id}
              organizationId={actor.organizationId}
              from={[...openWith].map((from) => ({ id: from, name: people.get(from) ?? "a person who was erased" }))}
              people={await pageResult(() => reviewerChoices(actor, {}))}
            />
          ) : null}
        </Section>
        <Section title="Decisions">
          <ViewLinks path={path} view={search.view} count={found.count} />
          <ItemTable items={items} people={people} />
          <Pager
            nextHref={next ? listUrl(path, search, { cursor: next }) : undefined}
            previousHref={search.cursor ? listUrl(path, search, { cursor: undefined }) : undefined}
          />
        </Section>
      </DetailColumns>
    </Page>
  );
}
