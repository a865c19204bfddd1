import { headingId, uniqueId } from "./heading-id";

type Node = { type: string; tagName?: string; value?: string; properties?: Record<string, unknown>; children?: Node[] };

const demoted: Record<string, string> = { h1: "h2", h2: "h2", h3: "h3", h4: "h4", h5: "h4", h6: "h4" };

/** Gives headings ids and puts them under the page's own title. Runs after sanitising, which would prefix the ids. */
export function rehypeHeadings() {
  return (tree: Node): void => {
    const used = new Map<string, number>();
    const visit = (node: Node): void => {
      const tag = node.tagName ? demoted[node.tagName] : undefined;
      if (tag) {
        node.tagName = tag;
        node.properties = { ...node.properties, id: uniqueId(headingId(textOf(node)), used) };
      }
      node.children?.forEach(visit);
    };
    visit(tree);
  };
}

function textOf(node: Node): string {
  return node.value ?? (node.children ?? []).map(textOf).join("");
}
