import type { PhrasingContent } from "mdast";
import type { FontName } from "./fonts";

export type TextRun = { text: string; font: FontName; strike: boolean };
type Style = { bold: boolean; italic: boolean; strike: boolean };

const plain: Style = { bold: false, italic: false, strike: false };

/** Words of a paragraph as runs of one font each. A link's address is printed behind its words: paper has no links. */
export function textRuns(nodes: readonly PhrasingContent[], style: Style = plain): TextRun[] {
  return nodes.flatMap((node): TextRun[] => {
    switch (node.type) {
      case "text":
        return [run(node.value.replaceAll("\n", " "), style)];
      case "inlineCode":
        return [{ text: node.value, font: "mono", strike: style.strike }];
      case "break":
        return [run("\n", style)];
      case "strong":
        return textRuns(node.children, { ...style, bold: true });
      case "emphasis":
        return textRuns(node.children, { ...style, italic: true });
      case "delete":
        return textRuns(node.children, { ...style, strike: true });
      case "link": {
        const words = textRuns(node.children, style);
        const said = words.map(({ text }) => text).join("");
        return /^https?:/.test(node.url) && said !== node.url ? [...words, run(` (${node.url})`, style)] : words;
      }
      case "image":
        return [run(node.alt ? `[${node.alt}]` : "", style)];
      case "html":
        return [run(node.value, style)];
      case "footnoteReference":
        return [run(`[${node.identifier}]`, style)];
      case "linkReference":
        return textRuns(node.children, style);
      default:
        return [run("alt" in node && node.alt ? `[${node.alt}]` : "", style)];
    }
  });
}

function run(text: string, { bold, italic, strike }: Style): TextRun {
  const font = bold ? (italic ? "boldItalic" : "bold") : italic ? "italic" : "regular";
  return { text, font, strike };
}

export const plainText = (nodes: readonly PhrasingContent[]) =>
  textRuns(nodes)
    .map(({ text }) => text)
    .join("");
