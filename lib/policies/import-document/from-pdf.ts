import "server-only";
import { PDFDocument } from "pdf-lib";
import { AppError } from "../../platform/errors";
import { fileAddress, type ReceivedFile } from "../files/received";

/** Pages of a PDF that can be opened by everybody. Throws AppError for a damaged or locked one. */
export async function pagesOfPdf(bytes: Buffer): Promise<number> {
  const opened = await PDFDocument.load(bytes, { updateMetadata: false, ignoreEncryption: true }).catch(() => null);
  if (opened?.isEncrypted) {
    throw new AppError(
      "unsupported",
      "This PDF is locked by a password. Nothing was imported. Save it without a password and try again.",
    );
  }
  const pages = pagesIn(opened);
  if (pages > 0) return pages;
  throw new AppError(
    "invalid",
    "This PDF is damaged and could not be read. Nothing was imported. Save it again and try once more.",
  );
}

/** Zero for a file whose tree of pages is broken. */
function pagesIn(document: PDFDocument | null): number {
  try {
    return document?.getPageCount() ?? 0;
  } catch {
    return 0;
  }
}

/**
 * What stands in the version in the place of a text that nobody edits here: the document, its pages and its hash, so that whoever
 * acknowledges this text acknowledges exactly that file.
 */
export function textAboutPdf(file: ReceivedFile, pages: number): string {
  const name = file.fileName.replace(/[[\]\\]/g, "");
  return [
    "## The document",
    "",
    `This policy is kept as the document it came in: [${name}](${fileAddress(file.id)}). Open it and read it whole.`,
    "",
    `- Pages: ${pages}`,
    `- Size: ${file.size} bytes`,
    `- SHA-256: \`${file.sha256}\``,
    "",
  ].join("\n");
}
