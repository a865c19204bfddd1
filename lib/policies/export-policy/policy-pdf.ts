import "server-only";
import { parseMarkdown } from "../writing/markdown-tree";
import { type Doc, drawBlocks, drawGrid, ink, type Pictures, type Structure } from "./draw-blocks";
import { footers, sayIn, taggedDocument } from "./tagged-document";

export type Edition = {
  organisation: string;
  reference: string;
  title: string;
  description: string;
  text: string;
  number: number;
  status: string;
  classification: string;
  contentSha256: string;
  effectiveFrom: string | null;
  owner: string;
  /** When what stands in it was last changed; the file says it was made then. */
  changedAt: Date;
  versions: { number: number; status: string; date: string; author: string; approvers: string; change: string }[];
};

/**
 * A version as a tagged PDF (P9): cover with classification, version table and hash, then the text with its headings, lists and
 * tables as structure (PDF/UA-1, ISO 14289-1). Read the stream; nothing is kept.
 */
export function policyPdf(edition: Edition, pictures: Pictures): NodeJS.ReadableStream {
  const doc = taggedDocument({
    title: edition.title,
    author: edition.organisation,
    subject: `${edition.reference}, version ${edition.number}`,
    madeAt: edition.changedAt,
  });
  const whole = doc.struct("Document");
  doc.addStructure(whole);
  cover(doc, whole, edition);
  doc.addPage();
  const text = doc.struct("Sect", { title: "Text" });
  whole.add(text);
  drawBlocks(doc, text, parseMarkdown(edition.text).children, pictures);
  text.end();
  whole.end();
  footers(doc, `${edition.reference} · version ${edition.number} · ${edition.classification}`);
  doc.end();
  return doc;
}

function cover(doc: Doc, whole: Structure, edition: Edition): void {
  const section = doc.struct("Sect", { title: "Cover" });
  whole.add(section);
  const say = sayIn(doc, section);
  say("P", edition.organisation, "regular", 11, ink.quiet);
  doc.moveDown(3);
  say("H1", edition.title, "bold", 26);
  say("P", edition.description, "regular", 12);
  doc.moveDown(1);
  drawGrid(doc, section, [
    ["What", "Of this document"],
    ["Reference", edition.reference],
    ["Version", `${edition.number} (${edition.status})`],
    ["Classification", edition.classification],
    ["Effective from", edition.effectiveFrom ?? "Not in force yet"],
    ["Owner", edition.owner],
  ]);
  say("H2", "Versions", "bold", 14);
  drawGrid(doc, section, [
    ["Version", "Status", "Date", "Author", "Approved by", "Change"],
    ...edition.versions.map((each) => [
      String(each.number),
      each.status,
      each.date,
      each.author,
      each.approvers,
      each.change,
    ]),
  ]);
  say("H2", "Fingerprint of the text", "bold", 14);
  say(
    "P",
    "SHA-256 of the Markdown text of this version. Whoever acknowledged it acknowledged exactly this text.",
    "regular",
    10.5,
  );
  say("P", edition.contentSha256, "mono", 9);
  section.end();
}
