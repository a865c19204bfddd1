import "server-only";
import { fileAddress, type ReceivedFile } from "../files/received";

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
