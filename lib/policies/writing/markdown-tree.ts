import type { Nodes, Root, RootContent } from "mdast";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkStringify from "remark-stringify";
import { unified } from "unified";
import { normaliseMarkdown } from "../markdown-text";

const gfm = { tablePipeAlign: false, singleTilde: false };
const reader = unified().use(remarkParse).use(remarkGfm, gfm).freeze();
const style = {
  emphasis: "*",
  strong: "*",
  rule: "-",
  fences: true,
  listItemIndent: "one",
  incrementListMarker: true,
} as const;
const writer = unified()
  .use(remarkStringify, { ...style, bullet: "-", bulletOther: "*", bulletOrdered: "." })
  .use(remarkGfm, gfm)
  .freeze();
/** For a list right after another one, which would be read as one. */
const otherWriter = unified()
  .use(remarkStringify, { ...style, bullet: "*", bulletOther: "-", bulletOrdered: ")" })
  .use(remarkGfm, gfm)
  .freeze();

/** The tree of a Markdown text, as the reader's page understands it (CommonMark with tables, strike-through and task lists). */
export function parseMarkdown(text: string): Root {
  return reader.parse(text) as Root;
}

/** What a tree says, without where it stood in a text; neighbouring text joined. Two texts that mean the same are equal here. */
function meaningOf(node: Nodes): unknown {
  const { position: _, ...rest } = node as Nodes & { position?: unknown; children?: Nodes[] };
  if (!("children" in rest) || !rest.children) return rest;
  const children: Nodes[] = [];
  for (const child of rest.children as Nodes[]) {
    const last = children.at(-1);
    if (child.type === "text" && last?.type === "text")
      children[children.length - 1] = { type: "text", value: last.value + child.value };
    else children.push(child);
  }
  return { ...rest, children: children.map(meaningOf) };
}

const sameMeaning = (text: string, wanted: string) => JSON.stringify(meaningOf(parseMarkdown(text))) === wanted;

/** What the writer may have protected without need: a backslash, or the brackets round an address. */
const protection = /\\(?=[!-/:-@[-`{-~])|<(?:https?:\/\/|mailto:)?([^\s<>]+)>/g;
const most = 400;

/** Takes away each protection without which a block still means the same: `\[name]` becomes `[name]`, `R\&D` becomes `R&D`. */
function relaxed(block: string): string {
  const marks = [...block.matchAll(protection)];
  if (marks.length === 0 || marks.length > most) return block;
  const wanted = JSON.stringify(meaningOf(parseMarkdown(block)));
  const without = (dropped: ReadonlySet<number>) => {
    let [result, at] = ["", 0];
    marks.forEach((mark, index) => {
      result += block.slice(at, mark.index);
      if (!dropped.has(index)) result += mark[0];
      else if (mark[0] !== "\\") result += mark[0].slice(1, -1);
      at = mark.index + mark[0].length;
    });
    return result + block.slice(at);
  };
  const every = without(new Set(marks.keys()));
  if (sameMeaning(every, wanted)) return every;
  const dropped = new Set<number>();
  for (const index of marks.keys()) {
    dropped.add(index);
    if (!sameMeaning(without(dropped), wanted)) dropped.delete(index);
  }
  return without(dropped);
}

/** Blocks that were written before, so that typing in one paragraph does not cost the whole text again. */
const known = new Map<string, string>();

function block(node: RootContent, other: boolean): string {
  const text = String((other ? otherWriter : writer).stringify({ type: "root", children: [node] } as Root)).replace(
    /\n$/,
    "",
  );
  // A delimiter row of single dashes is right and looks wrong.
  const written =
    node.type === "table" ? text.replace(/^(.*\n)(.*)/, (_, head, rule) => head + rule.replace(/-+/g, "---")) : text;
  const before = known.get(written);
  if (before !== undefined) return before;
  const after = relaxed(written);
  if (known.size > 5000) known.clear();
  known.set(written, after);
  return after;
}

/** The one Markdown of a tree: what the rich editor and every import write. */
export function markdownOf(root: Root): string {
  const blocks: string[] = [];
  let before: RootContent | undefined;
  let other = false;
  for (const node of root.children) {
    const again = node.type === "list" && before?.type === "list" && Boolean(node.ordered) === Boolean(before.ordered);
    other = again && !other;
    blocks.push(block(node, other));
    before = node;
  }
  return normaliseMarkdown(blocks.join("\n\n"));
}

/** A text in the form the rich editor keeps. Applying it twice changes nothing. */
export function canonicalMarkdown(text: string): string {
  return markdownOf(parseMarkdown(normaliseMarkdown(text)));
}
