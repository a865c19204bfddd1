import { changeCounts, type DiffBlock } from "@/lib/policies/diff";
import { changesOf, type Keeping } from "@/lib/policies/reading/layouts";

export const tooDifferent =
  "These texts differ in too many places to be compared word by word. Read the new text as a whole.";

/** What changed between two texts, word by word; passages that stayed are folded. */
export async function DiffView({ before, after, ...keeping }: Keeping & { before: string; after: string }) {
  const blocks = await changesOf(keeping, before, after);
  if (!blocks) return <p>{tooDifferent}</p>;
  const counts = changeCounts(blocks);
  if (!blocks.some(({ kind }) => kind === "changed")) return <p>The text is the same, word for word.</p>;
  return (
    <div data-slot="diff" className="grid max-w-[70ch] gap-3">
      <p className="text-muted-foreground">
        {counts.added} {counts.added === 1 ? "word" : "words"} added, {counts.removed} removed.
      </p>
      <div className="grid gap-3 text-reading">
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a diff is rendered once, its blocks have no other name
          <Block key={index} block={block} />
        ))}
      </div>
    </div>
  );
}

const linesOf = (text: string) => text.split("\n").filter((line) => line.trim() !== "").length;

function Block({ block }: { block: DiffBlock }) {
  if (block.kind === "same") {
    const text = block.spans[0]?.text ?? "";
    const count = linesOf(text);
    if (count === 0) return null;
    return (
      <details className="text-sm text-muted-foreground">
        <summary className="inline-flex min-h-6 items-center underline underline-offset-2 max-md:min-h-11">
          {count} unchanged {count === 1 ? "paragraph" : "paragraphs"}
        </summary>
        <p className="mt-2 whitespace-pre-wrap wrap-anywhere">{text.trim()}</p>
      </details>
    );
  }
  return (
    <p className="rounded-md border border-border bg-card px-4 py-3 whitespace-pre-wrap wrap-anywhere">
      {block.spans.map((span, index) => {
        const key = `${index}-${span.kind}`;
        if (span.kind === "added")
          return (
            <ins key={key} className="bg-success-surface text-success-text decoration-2 underline-offset-2">
              {span.text}
            </ins>
          );
        if (span.kind === "removed")
          return (
            <del key={key} className="bg-danger-surface text-danger-text">
              {span.text}
            </del>
          );
        return <span key={key}>{span.text}</span>;
      })}
    </p>
  );
}
