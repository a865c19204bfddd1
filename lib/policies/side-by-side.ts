import type { DiffBlock, Span } from "./diff";

export type Row = { kind: "same"; text: string } | { kind: "changed"; before: Span[]; after: Span[] };

/** A diff as two columns (P6): what stayed once, what changed as it was and as it is. */
export function sideBySide(blocks: readonly DiffBlock[]): Row[] {
  return blocks.map((block): Row => {
    if (block.kind === "same") return { kind: "same", text: block.spans.map(({ text }) => text).join("") };
    return {
      kind: "changed",
      before: block.spans.filter(({ kind }) => kind !== "added"),
      after: block.spans.filter(({ kind }) => kind !== "removed"),
    };
  });
}
