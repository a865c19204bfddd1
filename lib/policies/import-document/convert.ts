import "server-only";
import { AppError } from "../../platform/errors";
import { normaliseMarkdown } from "../markdown-text";
import { markdownOf, parseMarkdown } from "../writing/markdown-tree";
import { settledMarkdown } from "../writing/rich-document";
import { fromDocx } from "./from-docx";
import { tidyTree } from "./tidy-tree";

const longestText = 200_000;

/** What a Word file becomes: runs in a process of its own (see `confined`). Throws AppError with what to do. */
export async function readWord(bytes: Uint8Array) {
  const { tree, notes, pictures } = await fromDocx(Buffer.from(bytes));
  const { title } = tidyTree(tree);
  return { title, text: checked(settledMarkdown(markdownOf(tree))), notes, pictures };
}

/** What a Markdown file becomes, in the portal's one form. Throws AppError with what to do. */
export function readMarkdown(bytes: Uint8Array) {
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid", "This text is not in UTF-8. Nothing was imported. Save it as UTF-8 and try again.");
  }
  const tree = parseMarkdown(checked(normaliseMarkdown(source)));
  const { title } = tidyTree(tree);
  return { title, text: checked(settledMarkdown(markdownOf(tree))) };
}

function checked(text: string): string {
  if (text.trim() === "") {
    throw new AppError("invalid", "No text was found in this file. Nothing was imported.");
  }
  if (text.length > longestText) {
    throw new AppError("too_large", "The text is longer than 200,000 characters. Nothing was imported. Split it.");
  }
  return text;
}
