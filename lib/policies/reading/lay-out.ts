import "server-only";
import type { Element, Nodes, Root } from "hast";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { AppError } from "../../platform/errors";
import { passagesOf } from "../passages";
import { rehypeHeadings } from "./rehype-headings";

/**
 * What a page draws without anybody waiting for it, a third of a second at most: the longest text there may be has 20,000 nodes, twice
 * as many when it is all lists; nothing that people write is nested deeper than some of those.
 */
const most = { nodes: 60_000, depth: 60 };

// No prefix: ids come from this renderer alone (raw HTML is dropped), and footnotes carry theirs already.
const schema = { ...defaultSchema, clobberPrefix: "" };
const reader = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeSanitize, schema)
  .use(rehypeHeadings)
  .freeze();

/** A Markdown text as the sanitised tree the page draws, as JSON. Throws AppError for one that no page could draw. */
export function layOut(text: string): string {
  const tree = treeOf(text);
  assertDrawable([tree]);
  return JSON.stringify(tree);
}

/** The same passage by passage, for a text that is commented on. */
export function layOutPassages(text: string): string {
  const trees = passagesOf(text).map((passage) => treeOf(passage.text));
  assertDrawable(trees);
  return JSON.stringify(trees);
}

function treeOf(text: string): Root {
  return reader.runSync(reader.parse(text)) as Root;
}

/** Counts, and takes away what a page has no use for. */
function assertDrawable(trees: readonly Root[]): void {
  const open: { node: Nodes; depth: number }[] = trees.map((node) => ({ node, depth: 0 }));
  let nodes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    nodes += 1;
    if (nodes > most.nodes || depth > most.depth) {
      throw new AppError("too_large", "This text has too many parts, or parts nested too deeply, to be laid out.");
    }
    delete node.position;
    delete node.data;
    for (const child of (node as Element).children ?? []) open.push({ node: child, depth: depth + 1 });
  }
}
