import type { Heading, Nodes, Root } from "mdast";
import { toString as textOf } from "mdast-util-to-string";

/**
 * What an imported text needs before it is a policy's: its title taken off the top, and its headings moved so that the highest is
 * a section. Changes the tree.
 */
export function tidyTree(root: Root): { title: string | null } {
  const first = root.children[0];
  let title: string | null = null;
  if (first?.type === "heading" && first.depth === 1) {
    title = textOf(first).trim().slice(0, 200) || null;
    root.children.shift();
  }
  const headings: Heading[] = [];
  const visit = (node: Nodes) => {
    if (node.type === "heading") headings.push(node);
    if ("children" in node) node.children.forEach(visit);
  };
  visit(root);
  const shift = 2 - Math.min(2, ...headings.map(({ depth }) => depth));
  for (const heading of headings) heading.depth = Math.min(6, heading.depth + shift) as Heading["depth"];
  return { title };
}
