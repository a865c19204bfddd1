import "server-only";
import { PassThrough, Readable } from "node:stream";
import yazl from "yazl";
import type { Actor } from "../../platform/auth/actor-types";
import { AppError } from "../../platform/errors";
import { policyExport } from "./policy-export";
import { fileNameOf, markdownFileOf, pdfOf } from "./write-edition";

/**
 * All given versions as PDF and Markdown with a table of their hashes, one after the other: memory holds one policy at a time, and
 * a reader who is slow or gone slows or ends the work.
 */
export function archiveOf(actor: Actor, versionIds: readonly string[]): Readable {
  const archive = new yazl.ZipFile();
  const out = new PassThrough();
  archive.outputStream.pipe(out);
  const fill = async () => {
    const rows = ["file,version,sha256_of_text"];
    for (const versionId of versionIds) {
      if (out.destroyed) return;
      const exported = await policyExport(actor, { versionId });
      const { edition } = exported;
      archive.addBuffer(markdownFileOf(exported), fileNameOf(edition, "md"), { mtime: edition.changedAt });
      const printed = await pdfOf(exported).then((pdf) => ({ pdf, ending: "" }), whyNot);
      const pdf = Readable.from([Buffer.from(printed.pdf)]);
      const done = new Promise<void>((resolve, reject) => pdf.on("end", resolve).on("error", reject));
      archive.addReadStream(pdf, fileNameOf(edition, "pdf") + printed.ending, { mtime: edition.changedAt });
      await Promise.race([done, new Promise((resolve) => out.once("close", resolve))]);
      rows.push(`${fileNameOf(edition, "md")},${edition.number},${edition.contentSha256}`);
    }
    archive.addBuffer(Buffer.from(`${rows.join("\r\n")}\r\n`), "hashes.csv");
    archive.end();
  };
  fill().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error("The export failed.")));
  return out;
}

/** One version that costs too much to print keeps nobody from the others: a note stands in its place. */
function whyNot(error: unknown) {
  if (error instanceof AppError && error.code === "too_large") return { pdf: `${error.message}\n`, ending: ".txt" };
  throw error;
}
