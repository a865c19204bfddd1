export type Span = { kind: "same" | "added" | "removed"; text: string };
export type DiffBlock = { kind: "same" | "changed"; spans: Span[] };

/** More pairs than this are not compared word by word: the passage counts as rewritten. */
const largestTable = 4_000_000;

/** Longest common subsequence of two lists as runs of what was kept, removed and added, in reading order. */
function compare(before: readonly string[], after: readonly string[]): Span[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  return [
    ...before.slice(0, start).map((text): Span => ({ kind: "same", text })),
    ...compareMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map((text): Span => ({ kind: "same", text })),
  ];
}

function compareMiddle(before: readonly string[], after: readonly string[]): Span[] {
  const removed = before.map((text): Span => ({ kind: "removed", text }));
  const added = after.map((text): Span => ({ kind: "added", text }));
  if (before.length === 0 || after.length === 0 || before.length * after.length > largestTable)
    return [...removed, ...added];
  const width = after.length + 1;
  const longest = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const spans: Span[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) {
      spans.push({ kind: "same", text: before[i] as string });
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) spans.push(removed[i++] as Span);
    else spans.push(added[j++] as Span);
  }
  return [...spans, ...removed.slice(i), ...added.slice(j)];
}

/**
 * Between two changed words a mere space is no island worth reading: a run of changes becomes one passage that went and one
 * that came.
 */
function passages(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  let [removed, added, space] = ["", "", ""];
  const settle = () => {
    if (removed !== "") result.push({ kind: "removed", text: removed });
    if (added !== "") result.push({ kind: "added", text: added });
    if (space !== "") result.push({ kind: "same", text: space });
    [removed, added, space] = ["", "", ""];
  };
  for (const { kind, text } of spans) {
    const changing = removed !== "" || added !== "";
    if (kind === "same" && changing && /^[^\S\n]+$/.test(text)) space += text;
    else if (kind === "same") {
      settle();
      result.push({ kind, text });
    } else {
      removed += space + (kind === "removed" ? text : "");
      added += space + (kind === "added" ? text : "");
      space = "";
    }
  }
  settle();
  return joined(result);
}

/** Neighbours of one kind become one. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const last = result.at(-1);
    if (last?.kind === span.kind) last.text += span.text;
    else result.push({ ...span });
  }
  return result;
}

const linesOf = (text: string) => text.match(/[^\n]*\n|[^\n]+/g) ?? [];
const piecesOf = (text: string) => text.match(/[\p{L}\p{N}]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [];

/**
 * Word by word, what changed between two texts (P6): lines that stayed are whole blocks, what lies between is compared by words.
 * The spans without the added ones joined are `before`, without the removed ones `after`; two equal texts give no changed block.
 */
export function wordDiff(before: string, after: string): DiffBlock[] {
  const blocks: DiffBlock[] = [];
  let removed = "";
  let added = "";
  const settle = () => {
    if (removed === "" && added === "") return;
    blocks.push({ kind: "changed", spans: passages(compare(piecesOf(removed), piecesOf(added))) });
    removed = "";
    added = "";
  };
  for (const line of compare(linesOf(before), linesOf(after))) {
    if (line.kind === "removed") removed += line.text;
    else if (line.kind === "added") added += line.text;
    else {
      settle();
      const last = blocks.at(-1);
      if (last?.kind === "same" && last.spans[0]) last.spans[0].text += line.text;
      else blocks.push({ kind: "same", spans: [{ kind: "same", text: line.text }] });
    }
  }
  settle();
  return blocks;
}

/** Words added and removed, for "12 words added, 3 removed". */
export function changeCounts(blocks: readonly DiffBlock[]): { added: number; removed: number } {
  const count = (kind: Span["kind"]) =>
    blocks
      .flatMap((block) => block.spans)
      .filter((span) => span.kind === kind)
      .reduce((sum, span) => sum + (span.text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0);
  return { added: count("added"), removed: count("removed") };
}
