import "server-only";
import { z } from "zod";
import { limits } from "../../platform/confined/limits";
import { OverLimit } from "../../platform/confined/over-limit";
import { AppError } from "../../platform/errors";
import { cleanFileName } from "../../platform/storage/file-name";
import { askImporter as ask } from "../confined/ask";
import { discardBytes, largestDocument, readBytes, storeBytes } from "../files/receive";
import { type ReceivedFile, receivedFile } from "../files/received";
import { textAboutPdf } from "./text-about-pdf";

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
  const pages = await importing(ask("countPages", bytes, limits.import));
  const original = await storeBytes(bytes, fileName, "application/pdf");
  const notes = ["A PDF is kept as it is. Its text is not edited here."];
  return { title: stem(fileName), text: textAboutPdf(original, pages), original, pictures: [], notes };
}

async function readWord(bytes: Buffer, fileName: string): Promise<ImportedDocument> {
  const { title, text, notes, pictures: found } = await importing(ask("readWord", bytes, limits.import));
  const pictures: ReceivedFile[] = [];
  try {
    for (const { id, name, mediaType, bytes: content } of found)
      pictures.push(await storeBytes(content, name, mediaType, id));
    const original = await storeBytes(bytes, fileName, word);
    return { title: title ?? stem(fileName), text, original, pictures, notes };
  } catch (error) {
    await discardBytes(pictures);
    throw error;
  }
}

async function readMarkdown(bytes: Buffer, fileName: string): Promise<ImportedDocument> {
  const { title, text } = await importing(ask("readMarkdown", bytes, limits.import));
  const original = await storeBytes(bytes, fileName, "text/markdown");
  return { title: title ?? stem(fileName), text, original, pictures: [], notes: [] };
}

const stem = (fileName: string) => fileName.replace(/\.[^.]+$/, "").slice(0, 200) || null;

/** What somebody reads whose document cost more than any good one does. */
async function importing<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!(error instanceof OverLimit)) throw error;
    throw new AppError(
      "too_large",
      `Reading this file takes too much ${error.over}. Nothing was imported. Save it again in a simpler form, or split it.`,
    );
  });
}

/** Takes a document away again whose import was refused. */
export async function discardDocument({ document }: { document?: unknown }): Promise<void> {
  const known = importedDocument.safeParse(document);
  if (known.success) await discardBytes([known.data.original, ...known.data.pictures]);
}
