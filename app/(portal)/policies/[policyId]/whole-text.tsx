import { Section } from "@/components/shell/page";
import { countWords } from "@/components/table/list-url";
import { ReadingText } from "../reading-text";
import { keepingOf, mayComment, type Reviewing, ReviewText } from "./review-text";

/** The text of a version; passage by passage while somebody may comment on it, or has. */
export function WholeText({ open, ...reviewing }: Reviewing & { open: boolean }) {
  const { version } = reviewing;
  const inReview = mayComment(reviewing);
  const count = version.comments.length;
  return (
    <Section title="Text">
      <details open={open || inReview} className="rounded-lg border border-border bg-card">
        <summary className="min-h-11 px-4 py-3 font-medium">
          The whole text of version {version.number}
          {count > 0 ? `, with ${countWords(count, "comment")}` : ""}
        </summary>
        <div className="border-t border-border px-4 py-4 md:px-6">
          {inReview || count > 0 ? (
            <ReviewText {...reviewing} />
          ) : (
            <ReadingText {...keepingOf(reviewing)} text={version.text} />
          )}
        </div>
      </details>
    </Section>
  );
}
