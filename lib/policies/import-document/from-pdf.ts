import "server-only";
import { PDFDocument } from "pdf-lib";
import { AppError } from "../../platform/errors";

/** Pages of a PDF that can be opened by everybody. Throws AppError for a damaged or locked one. */
export async function pagesOfPdf(bytes: Uint8Array): Promise<number> {
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
