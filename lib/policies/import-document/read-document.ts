import "server-only";
import { z } from "zod";
import { AppError } from "../../platform/errors";
import { cleanFileName } from "../../platform/storage/file-name";
import { discardBytes, largestDocument, readBytes, storeBytes } from "../files/receive";
import { type ReceivedFile, receivedFile } from "../files/received";
import { normaliseMarkdown } from "../markdown-text";
import { markdownOf, parseMarkdown } from "../writing/markdown-tree";
import { settledMarkdown } from "../writing/rich-document";
import { fromDocx } from "./from-docx";
import { pagesOfPdf, textAboutPdf } from "./from-pdf";
import { tidyTree } from "./tidy-tree";

/** A document that was read: its text in the portal's Markdown, its pictures and itself stored, and what could not be taken over. */
export const importedDocument = z.object({
  title: z.string().nullable(),
  text: z.string(),
  original: receivedFile,
  pictures: z.array(receivedFile),
  notes: z.array(z.string()),
});
export type ImportedDocument = z.output<typeof importedDocument>;

const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const longestText = 200_000;

/** Takes a Word, Markdown or PDF file from a request's body (P9). Nothing of it belongs to a policy until a command keeps it. */
export async function readDocument(request: Request, name: string): Promise<ImportedDocument> {
  const fileName = cleanFileName(name);
  const bytes = await readBytes(request, largestDocument);
  const ending = fileName.split(".").at(-1)?.toLowerCase();
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return readPdf(bytes, fileName);
  if (ending === "docx" || ending === "doc") return readWord(bytes, fileName);
  if (ending === "md" || ending === "markdown" || ending === "txt") return readMarkdown(bytes, fileName);
  throw new AppError("unsupported", "Choose a Word (.docx), Markdown (.md) or PDF file. Nothing was imported.");
}

async function readPdf(bytes: Buffer, fileName: string): Promise<ImportedDocument> {
  const pages = await pagesOfPdf(bytes);
  const original = await storeBytes(bytes, fileName, "application/pdf");
  const notes = ["A PDF is kept as it is. Its text is not edited here."];
  return { title: stem(fileName), text: textAboutPdf(original, pages), original, pictures: [], notes };
}

async function readWord(bytes: Buffer, fileName: string): Promise<ImportedDocument> {
  const pictures: ReceivedFile[] = [];
  try {
    const { tree, notes } = await fromDocx(bytes, pictures);
    const { title } = tidyTree(tree);
    const text = checked(settledMarkdown(markdownOf(tree)));
    const original = await storeBytes(bytes, fileName, word);
    return { title: title ?? stem(fileName), text, original, pictures, notes };
  } catch (error) {
    await discardBytes(pictures);
    throw error;
  }
}

async function readMarkdown(bytes: Buffer, fileName: string): Promise<ImportedDocument> {
  let source: string;
  try {
    source = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid", "This text is not in UTF-8. Nothing was imported. Save it as UTF-8 and try again.");
  }
  const tree = parseMarkdown(checked(normaliseMarkdown(source)));
  const { title } = tidyTree(tree);
  const text = checked(settledMarkdown(markdownOf(tree)));
  const original = await storeBytes(bytes, fileName, "text/markdown");
  return { title: title ?? stem(fileName), text, original, pictures: [], notes: [] };
}

const stem = (fileName: string) => fileName.replace(/\.[^.]+$/, "").slice(0, 200) || null;

function checked(text: string): string {
  if (text.trim() === "") {
    throw new AppError("invalid", "No text was found in this file. Nothing was imported.");
  }
  if (text.length > longestText) {
    throw new AppError("too_large", "The text is longer than 200,000 characters. Nothing was imported. Split it.");
  }
  return text;
}

/** Takes a document away again whose import was refused. */
export async function discardDocument({ document }: { document?: unknown }): Promise<void> {
  const known = importedDocument.safeParse(document);
  if (known.success) await discardBytes([known.data.original, ...known.data.pictures]);
}
