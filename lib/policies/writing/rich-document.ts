import type { AlignType, BlockContent, ListItem, PhrasingContent, Root, RootContent, TableCell, TableRow } from "mdast";
import { canonicalMarkdown, markdownOf, parseMarkdown } from "./markdown-tree";
import { phrasingOf, richInline } from "./rich-inline";
import { type RichNode, UnknownForm } from "./rich-node";

/** The document the rich editor shows for a tree. Throws UnknownForm. */
export function documentOf(root: Root): RichNode {
  const content = root.children.map(richBlock);
  return { type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] };
}

function richBlock(node: RootContent): RichNode {
  switch (node.type) {
    case "paragraph":
      return { type: "paragraph", content: richInline(node.children) };
    case "heading":
      return { type: "heading", attrs: { level: node.depth }, content: richInline(node.children) };
    case "blockquote":
      return { type: "blockquote", content: node.children.map(richBlock) };
    case "thematicBreak":
      return { type: "horizontalRule" };
    case "code":
      if (node.meta) throw new UnknownForm("code with more than a language");
      return {
        type: "codeBlock",
        attrs: { language: node.lang ?? null },
        content: node.value === "" ? [] : [{ type: "text", text: node.value }],
      };
    case "list": {
      const content = node.children.map(richItem);
      if (!node.ordered) return { type: "bulletList", attrs: { spread: Boolean(node.spread) }, content };
      return { type: "orderedList", attrs: { start: node.start ?? 1, spread: Boolean(node.spread) }, content };
    }
    case "table": {
      const columns = node.children[0]?.children.length ?? 0;
      const rows = node.children.map((row, index) => richRow(row, index === 0, columns, node.align ?? []));
      return { type: "table", content: rows };
    }
    default:
      throw new UnknownForm(node.type);
  }
}

function richItem(item: ListItem): RichNode {
  if (typeof item.checked === "boolean") throw new UnknownForm("task list");
  const content = item.children.map(richBlock);
  if (content[0]?.type !== "paragraph") content.unshift({ type: "paragraph", content: [] });
  return { type: "listItem", attrs: { spread: Boolean(item.spread) }, content };
}

function richRow(row: TableRow, head: boolean, columns: number, align: readonly AlignType[]): RichNode {
  const cells = Array.from({ length: columns }, (_, index): RichNode => {
    const inline = richInline(row.children[index]?.children ?? []);
    return {
      type: head ? "tableHeader" : "tableCell",
      attrs: { align: align[index] ?? null },
      content: [{ type: "paragraph", content: inline }],
    };
  });
  return { type: "tableRow", content: cells };
}

/** The tree of what stands in the rich editor. Throws UnknownForm. */
export function treeOf(document: RichNode): Root {
  return { type: "root", children: (document.content ?? []).flatMap(blockOf) };
}

function blockOf(node: RichNode): BlockContent[] {
  const content = node.content ?? [];
  switch (node.type) {
    case "paragraph": {
      const children = phrasingOf(content);
      return children.length > 0 ? [{ type: "paragraph", children }] : [];
    }
    case "heading": {
      const children = phrasingOf(content, false);
      const depth = Number(node.attrs?.level ?? 2) as 1 | 2 | 3 | 4 | 5 | 6;
      return children.length > 0 ? [{ type: "heading", depth, children }] : [];
    }
    case "blockquote": {
      const children = content.flatMap(blockOf);
      return children.length > 0 ? [{ type: "blockquote", children }] : [];
    }
    case "horizontalRule":
      return [{ type: "thematicBreak" }];
    case "codeBlock": {
      const lang = node.attrs?.language;
      const value = content.map(({ text }) => text ?? "").join("");
      return [{ type: "code", lang: typeof lang === "string" && lang !== "" ? lang : null, value }];
    }
    case "bulletList":
    case "orderedList": {
      const ordered = node.type === "orderedList";
      const start = ordered ? Number(node.attrs?.start ?? 1) : null;
      return [{ type: "list", ordered, start, spread: Boolean(node.attrs?.spread), children: content.map(itemOf) }];
    }
    case "table":
      return tableOf(content);
    default:
      throw new UnknownForm(node.type);
  }
}

function itemOf(item: RichNode): ListItem {
  return { type: "listItem", spread: Boolean(item.attrs?.spread), children: (item.content ?? []).flatMap(blockOf) };
}

function tableOf(rows: readonly RichNode[]): BlockContent[] {
  const first = rows[0]?.content ?? [];
  if (first.length === 0) return [];
  const align = first.map(({ attrs }): AlignType => {
    const value = attrs?.align;
    return value === "left" || value === "center" || value === "right" ? value : null;
  });
  const cell = (node: RichNode): TableCell => ({ type: "tableCell", children: cellContent(node) });
  const children = rows.map((row): TableRow => ({ type: "tableRow", children: (row.content ?? []).map(cell) }));
  return [{ type: "table", align, children }];
}

/** A cell is one line: its paragraphs and breaks become spaces. */
function cellContent(node: RichNode): PhrasingContent[] {
  return (node.content ?? []).flatMap(({ content }, index) => {
    const inline = phrasingOf(content ?? [], false);
    return index > 0 && inline.length > 0 ? [{ type: "text" as const, value: " " }, ...inline] : inline;
  });
}

export type RichForm =
  /** The document, and whether writing it again gives the very bytes of the text (P1). */
  { document: RichNode; exact: boolean } | { document: null; exact: false };

/** What the rich editor would make of a text. Without a document it can only be edited as text. */
export function richForm(text: string): RichForm {
  try {
    const document = documentOf(parseMarkdown(text));
    return { document, exact: markdownOf(treeOf(document)) === text };
  } catch (error) {
    if (error instanceof UnknownForm) return { document: null, exact: false };
    throw error;
  }
}

/** A text in the form the rich editor keeps, so that opening it there and saving gives the same bytes; else unchanged. */
export function settledMarkdown(text: string): string {
  const canonical = canonicalMarkdown(text);
  const form = richForm(canonical);
  return form.document && !form.exact ? markdownOf(treeOf(form.document)) : canonical;
}
