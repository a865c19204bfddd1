import "server-only";
import { PassThrough, type Readable } from "node:stream";
import yazl from "yazl";
import type { Actor } from "../../platform/auth/actor-types";
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
      const pdf = await pdfOf(exported);
      const done = new Promise<void>((resolve, reject) => pdf.on("end", resolve).on("error", reject));
      archive.addReadStream(pdf, fileNameOf(edition, "pdf"), { mtime: edition.changedAt });
      await Promise.race([done, new Promise((resolve) => out.once("close", resolve))]);
      rows.push(`${fileNameOf(edition, "md")},${edition.number},${edition.contentSha256}`);
    }
    archive.addBuffer(Buffer.from(`${rows.join("\r\n")}\r\n`), "hashes.csv");
    archive.end();
  };
  fill().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error("The export failed.")));
  return out;
}
