import type { PhrasingContent } from "mdast";
import { type RichMark, type RichNode, UnknownForm } from "./rich-node";

const wrappers = { strong: "bold", emphasis: "italic", delete: "strike" } as const;

/** Words with their marks, flat, as the rich editor keeps them. */
export function richInline(nodes: readonly PhrasingContent[], marks: readonly RichMark[] = []): RichNode[] {
  const withMarks = (node: RichNode): RichNode => (marks.length > 0 ? { ...node, marks: [...marks] } : node);
  return nodes.flatMap((node): RichNode[] => {
    switch (node.type) {
      case "text":
        return node.value === "" ? [] : [withMarks({ type: "text", text: node.value })];
      case "inlineCode":
        return [{ type: "text", text: node.value, marks: [...marks, { type: "code" }] }];
      case "break":
        return [withMarks({ type: "hardBreak" })];
      case "strong":
      case "emphasis":
      case "delete":
        return richInline(node.children, [...marks, { type: wrappers[node.type] }]);
      case "link":
        return richInline(node.children, [
          ...marks,
          { type: "link", attrs: { href: node.url, title: node.title ?? null } },
        ]);
      case "image":
        return [
          withMarks({ type: "image", attrs: { src: node.url, alt: node.alt ?? null, title: node.title ?? null } }),
        ];
      default:
        throw new UnknownForm(node.type);
    }
  });
}

const order = ["link", "italic", "bold", "strike"];

/** Words as Markdown nests them; spaces at the ends of a line or of a mark mean nothing there and are moved or dropped. */
export function phrasingOf(content: readonly RichNode[], breaks = true): PhrasingContent[] {
  return trimmed(nested(content.filter(({ type }) => breaks || type !== "hardBreak").map(plainAttributes)));
}

const plainAttributes = (node: RichNode): RichNode => ({ ...node, marks: node.marks ?? [] });
const same = (a: RichMark, b: RichMark) => a.type === b.type && a.attrs?.href === b.attrs?.href;
const has = (node: RichNode | undefined, mark: RichMark) => node?.marks?.some((each) => same(each, mark)) ?? false;

function nested(content: readonly RichNode[]): PhrasingContent[] {
  const result: PhrasingContent[] = [];
  for (let at = 0; at < content.length; ) {
    const node = content[at] as RichNode;
    const [mark, end] = widest(content, at);
    if (!mark) {
      result.push(leaf(node));
      at += 1;
      continue;
    }
    const inside = content
      .slice(at, end)
      .map((each) => ({ ...each, marks: (each.marks ?? []).filter((one) => !same(one, mark)) }));
    result.push(...wrapped(mark, nested(inside)));
    at = end;
  }
  return result;
}

/** The mark that reaches furthest from here, and where it ends. */
function widest(content: readonly RichNode[], at: number): [RichMark | null, number] {
  let [best, furthest]: [RichMark | null, number] = [null, at];
  const marks = (content[at]?.marks ?? []).filter(({ type }) => order.includes(type));
  marks.sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
  for (const mark of marks) {
    let end = at + 1;
    while (end < content.length && has(content[end], mark)) end += 1;
    if (end > furthest) [best, furthest] = [mark, end];
  }
  return [best, furthest];
}

function leaf(node: RichNode): PhrasingContent {
  if (node.type === "hardBreak") return { type: "break" };
  if (node.type === "image") {
    const { src, alt, title } = node.attrs ?? {};
    return { type: "image", url: String(src ?? ""), alt: alt ? String(alt) : "", title: title ? String(title) : null };
  }
  if (node.type !== "text") throw new UnknownForm(node.type);
  const value = node.text ?? "";
  return node.marks?.some(({ type }) => type === "code") ? { type: "inlineCode", value } : { type: "text", value };
}

/** A mark around its words; spaces at its ends stand outside, where Markdown wants them. */
function wrapped(mark: RichMark, children: PhrasingContent[]): PhrasingContent[] {
  if (mark.type === "link") {
    const { href, title } = mark.attrs ?? {};
    return [
      { type: "link", url: String(href ?? ""), title: title ? String(title) : null, children: children as never },
    ];
  }
  const [first, last] = [children[0], children.at(-1)];
  const before = first?.type === "text" ? (/^\s+/.exec(first.value)?.[0] ?? "") : "";
  const after =
    last?.type === "text" && !(first === last && before === last.value) ? (/\s+$/.exec(last.value)?.[0] ?? "") : "";
  const inner = trimmed(children);
  const type = mark.type === "bold" ? "strong" : mark.type === "italic" ? "emphasis" : "delete";
  return [
    ...(before ? [{ type: "text" as const, value: before }] : []),
    ...(inner.length > 0 ? [{ type, children: inner } as PhrasingContent] : []),
    ...(after ? [{ type: "text" as const, value: after }] : []),
  ];
}

/** Without spaces and breaks at either end. */
function trimmed(nodes: PhrasingContent[]): PhrasingContent[] {
  const result = [...nodes];
  while (isEmpty(result[0])) result.shift();
  while (isEmpty(result.at(-1))) result.pop();
  const [first, last] = [result[0], result.at(-1)];
  if (first?.type === "text") result[0] = { ...first, value: first.value.trimStart() };
  const end = result.at(-1);
  if (last?.type === "text" && end?.type === "text") result[result.length - 1] = { ...end, value: end.value.trimEnd() };
  return result;
}

const isEmpty = (node: PhrasingContent | undefined) =>
  node !== undefined && (node.type === "break" || (node.type === "text" && node.value.trim() === ""));
