import { Extension, type Extensions } from "@tiptap/core";
import { Code } from "@tiptap/extension-code";
import { Image } from "@tiptap/extension-image";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import { StarterKit } from "@tiptap/starter-kit";

/** Lists remember whether their points stand apart, so that saving without a change gives the same bytes (P1). */
const Spread = Extension.create({
  name: "spread",
  addGlobalAttributes: () => [
    {
      types: ["bulletList", "orderedList", "listItem"],
      attributes: { spread: { default: false, rendered: false } },
    },
  ],
});

/** Nothing that a policy's Markdown has no words for: what can be made here can be saved. */
export const policyExtensions: Extensions = [
  StarterKit.configure({
    code: false,
    underline: false,
    trailingNode: false,
    link: { openOnClick: false, autolink: false, defaultProtocol: "https", HTMLAttributes: { target: null } },
  }),
  // Bold code is Markdown too.
  Code.extend({ excludes: "" }),
  Image.configure({ inline: true, allowBase64: false }),
  Table.configure({ resizable: false }),
  TableRow,
  // A cell of a Markdown table is one line.
  TableHeader.extend({ content: "paragraph" }),
  TableCell.extend({ content: "paragraph" }),
  Spread,
];
