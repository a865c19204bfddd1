import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { changeCounts, type Span } from "@/lib/policies/diff";
import { changesOf, type Keeping } from "@/lib/policies/reading/layouts";
import { type Row, sideBySide } from "@/lib/policies/side-by-side";
import { tooDifferent } from "./diff-view";

type Side = { label: string; text: string };

type Props = Keeping & {
  before: Side;
  after: Side;
  /** What stands under a part of the new text, such as comments on it; `from` and `to` are its place there. */
  under?: (part: { from: number; to: number; changed: boolean }) => ReactNode;
};

/** Two versions beside each other, words that went marked left, words that came right; on a phone one under the other. */
export async function SideBySideView({ before, after, under, ...keeping }: Props) {
  const blocks = await changesOf(keeping, before.text, after.text);
  if (!blocks) return <p>{tooDifferent}</p>;
  const rows = sideBySide(blocks);
  if (!rows.some(({ kind }) => kind === "changed")) return <p>The text is the same, word for word.</p>;
  const counts = changeCounts(blocks);
  return (
    <div data-slot="diff" className="grid min-w-0 gap-3">
      <p className="text-muted-foreground">
        {counts.added} {counts.added === 1 ? "word" : "words"} added, {counts.removed} removed.
      </p>
      <div className="grid gap-4 max-lg:hidden lg:grid-cols-2">
        <p className="font-medium">{before.label}</p>
        <p className="font-medium">{after.label}</p>
      </div>
      {placed(rows).map(({ row, from, to }) =>
        row.kind === "same" ? (
          <div key={`same-${from}`} className="grid min-w-0 gap-2">
            <Unchanged text={row.text} />
            {under?.({ from, to, changed: false })}
          </div>
        ) : (
          <div key={`changed-${from}`} className="grid min-w-0 gap-2 lg:grid-cols-2 lg:gap-4">
            <Column label={before.label} spans={row.before} />
            <div className="grid min-w-0 content-start gap-2">
              <Column label={after.label} spans={row.after} />
              {under?.({ from, to, changed: true })}
            </div>
          </div>
        ),
      )}
    </div>
  );
}

/** Each row with its place in the new text. */
function placed(rows: readonly Row[]) {
  let at = 0;
  return rows.map((row) => {
    const own = row.kind === "same" ? row.text : row.after.map(({ text }) => text).join("");
    const from = at;
    at += own.length;
    return { row, from, to: at };
  });
}

function Unchanged({ text }: { text: string }) {
  const count = text.split("\n").filter((line) => line.trim() !== "").length;
  if (count === 0) return null;
  return (
    <details className="text-muted-foreground">
      <summary className="inline-flex min-h-6 items-center underline underline-offset-2 max-md:min-h-11">
        {count} unchanged {count === 1 ? "paragraph" : "paragraphs"}
      </summary>
      <p className="mt-2 max-w-[70ch] whitespace-pre-wrap wrap-anywhere">{text.trim()}</p>
    </details>
  );
}

function Column({ label, spans }: { label: string; spans: readonly Span[] }) {
  const empty = spans.every(({ text }) => text.trim() === "");
  return (
    <div className="min-w-0 rounded-md border border-border bg-card px-4 py-3">
      <p className="mb-1 text-xs text-muted-foreground lg:sr-only">{label}</p>
      {empty ? (
        <p className="text-muted-foreground">Nothing here</p>
      ) : (
        <p className="whitespace-pre-wrap wrap-anywhere">
          {spans.map(({ kind, text }, index) => {
            const key = `${index}-${kind}`;
            const tone = cn(
              kind === "added" && "bg-success-surface text-success-text decoration-2 underline-offset-2",
              kind === "removed" && "bg-danger-surface text-danger-text",
            );
            if (kind === "added")
              return (
                <ins key={key} className={tone}>
                  {text}
                </ins>
              );
            if (kind === "removed")
              return (
                <del key={key} className={tone}>
                  {text}
                </del>
              );
            return <span key={key}>{text}</span>;
          })}
        </p>
      )}
    </div>
  );
}
