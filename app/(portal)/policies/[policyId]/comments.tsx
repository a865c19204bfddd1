import { Quote } from "lucide-react";
import { RelativeTime } from "@/components/status/relative-time";
import type { DetailVersion } from "@/lib/policies/queries/policy-detail";

export type Comment = DetailVersion["comments"][number];

/** What approvers said about one passage. `quoted`: with its words, where it does not stand beside it. */
export function CommentList({
  comments,
  zone,
  quoted,
}: {
  comments: readonly Comment[];
  zone: string;
  quoted?: boolean;
}) {
  return (
    <ul className="grid gap-2">
      {comments.map(({ id, author, text, passage, writtenAt }) => (
        <li
          key={id}
          className="min-w-0 rounded-md border border-info-border bg-info-surface px-3 py-2 text-sm text-info-text"
        >
          <p className="text-xs">
            <span className="font-medium">{author}</span> · <RelativeTime value={writtenAt.toISOString()} zone={zone} />
          </p>
          {quoted ? (
            <p className="my-1 line-clamp-4 border-l-2 border-info-border pl-2 whitespace-pre-wrap wrap-anywhere">
              <Quote aria-label="About the passage:" className="mr-1 inline size-3" />
              {passage}
            </p>
          ) : null}
          <p className="whitespace-pre-wrap wrap-anywhere">{text}</p>
        </li>
      ))}
    </ul>
  );
}
