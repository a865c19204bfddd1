import { ActionForm } from "@/components/form/action-form";
import { TextareaField } from "@/components/form/text-field";
import { Markdown } from "@/components/status/markdown";
import { cn } from "@/components/ui/cn";
import { TextLink } from "@/components/ui/text-link";
import { type Passage, passagesOf, placeOf } from "@/lib/policies/passages";
import type { DetailVersion, PolicyDetail } from "@/lib/policies/queries/policy-detail";
import type { Layout } from "@/lib/policies/reading/layout";
import { type Keeping, passageLayoutsOf } from "@/lib/policies/reading/layouts";
import { commentOnPassageAction } from "../actions";
import { type Comment, CommentList } from "./comments";

export type Reviewing = {
  policy: PolicyDetail;
  version: DetailVersion;
  organizationId: string;
  zone: string;
  /** The passage whose form is open; the address remembers it, so that it works without JavaScript. */
  commenting?: number;
};

export const keepingOf = ({ organizationId, version }: Reviewing): Keeping => ({
  organizationId,
  isDraft: version.status === "draft",
});

/** Who reviews comments on the text while it is in review; nobody whose hand is in it (P3). */
export const mayComment = ({ policy, version }: Pick<Reviewing, "policy" | "version">) =>
  version.status === "in_review" && policy.may.approve && !version.myHandIsInIt;

/** The text passage by passage, with what approvers said beside each (P2). */
export async function ReviewText(props: Reviewing) {
  const { version, zone } = props;
  const passages = passagesOf(version.text);
  const placed = version.comments.map((comment) => ({ comment, place: placeOf(passages, comment) }));
  const layouts = await passageLayoutsOf(keepingOf(props), version.text);
  const lost = placed.filter(({ place }) => place === null);
  return (
    <div className="grid gap-4">
      {lost.length > 0 ? (
        <section aria-label="Comments on passages that were changed since" className="grid gap-2">
          <h3 className="text-sm font-medium">On passages that were changed since</h3>
          <CommentList comments={lost.map(({ comment }) => comment)} zone={zone} quoted />
        </section>
      ) : null}
      <ol className="-mx-2 grid gap-2">
        {passages.map((passage, index) => {
          const own = placed.flatMap(({ comment, place }) => (place === index ? [comment] : []));
          return (
            <PassageItem
              key={passage.from}
              {...props}
              passage={passage}
              layout={layouts?.[index] ?? null}
              index={index}
              comments={own}
            />
          );
        })}
      </ol>
    </div>
  );
}

type ItemProps = Reviewing & { passage: Passage; layout: Layout | null; index: number; comments: Comment[] };

function PassageItem({ passage, layout, index, comments, commenting, ...props }: ItemProps) {
  const { version, zone, organizationId } = props;
  const open = commenting === index && mayComment(props);
  return (
    <li
      id={`passage-${index}`}
      className={cn(
        "grid min-w-0 scroll-mt-20 gap-2 rounded-md px-2 py-1 xl:grid-cols-[minmax(0,1fr)_16rem] xl:gap-6",
        open && "bg-muted",
      )}
    >
      <Markdown layout={layout} text={passage.text} />
      <div className="grid min-w-0 content-start gap-2">
        {comments.length > 0 ? <CommentList comments={comments} zone={zone} /> : null}
        {open ? (
          <ActionForm
            action={commentOnPassageAction}
            organizationId={organizationId}
            hidden={{ versionId: version.id, contentSha256: version.contentSha256, position: index }}
            submitLabel="Comment"
            secondary={<TextLink href={passageHref(props, index)}>Cancel</TextLink>}
          >
            <TextareaField name="text" label={`On paragraph ${index + 1}`} rows={3} maxLength={2000} />
          </ActionForm>
        ) : (
          <CommentLink {...props} index={index} />
        )}
      </div>
    </li>
  );
}

const passageHref = ({ policy, version }: Reviewing, index: number, form = false) =>
  `/policies/${policy.id}?version=${version.id}${form ? `&comment=${index}` : ""}#passage-${index}`;

function CommentLink({ index, ...props }: Reviewing & { index: number }) {
  if (!mayComment(props)) return null;
  return (
    <span className="text-sm">
      <TextLink href={passageHref(props, index, true)}>
        Comment<span className="sr-only"> on paragraph {index + 1}</span>
      </TextLink>
    </span>
  );
}

/** What stands under each part of the differences: what was said about its passages, and a link to say something. */
export function commentsUnder(props: Reviewing) {
  const passages = passagesOf(props.version.text);
  const placed = props.version.comments.map((comment) => ({ comment, place: placeOf(passages, comment) }));
  return ({ from, to, changed }: { from: number; to: number; changed: boolean }) => {
    const first = firstEndingAfter(passages, from);
    let last = first;
    while ((passages[last]?.from ?? to) < to) last += 1;
    const comments = placed.flatMap(({ comment, place }) =>
      place !== null && place >= first && place < last ? [comment] : [],
    );
    return (
      <>
        {comments.length > 0 ? <CommentList comments={comments} zone={props.zone} quoted={!changed} /> : null}
        {changed && last > first ? <CommentLink {...props} index={first} /> : null}
      </>
    );
  };
}

/** Passages follow each other: halved until it is found, because a text may have thousands of both. */
function firstEndingAfter(passages: readonly Passage[], at: number): number {
  let [low, high] = [0, passages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((passages[middle]?.to ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
