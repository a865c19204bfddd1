import "server-only";
import PDFDocument from "pdfkit";
import { parseMarkdown } from "../writing/markdown-tree";
import { type Doc, drawBlocks, drawGrid, ink, type Pictures, type Structure } from "./draw-blocks";
import { fonts } from "./fonts";

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
  const doc = new PDFDocument({
    size: "A4",
    margins: { top: 64, bottom: 72, left: 64, right: 64 },
    font: fonts.regular,
    pdfVersion: "1.7",
    subset: "PDF/UA",
    tagged: true,
    lang: "en-GB",
    displayTitle: true,
    bufferPages: true,
    info: {
      Title: edition.title,
      Author: edition.organisation,
      Subject: `${edition.reference}, version ${edition.number}`,
      CreationDate: edition.changedAt,
    },
  } as unknown as PDFKit.PDFDocumentOptions);
  const whole = doc.struct("Document");
  doc.addStructure(whole);
  cover(doc, whole, edition);
  doc.addPage();
  const text = doc.struct("Sect", { title: "Text" });
  whole.add(text);
  drawBlocks(doc, text, parseMarkdown(edition.text).children, pictures);
  text.end();
  whole.end();
  footers(doc, edition);
  doc.end();
  return doc;
}

function cover(doc: Doc, whole: Structure, edition: Edition): void {
  const section = doc.struct("Sect", { title: "Cover" });
  whole.add(section);
  const say = (tag: string, text: string, font: keyof typeof fonts, fontSize: number, colour = ink.text) => {
    if (text === "") return;
    section.add(
      doc.struct(
        tag,
        {},
        () => void doc.font(fonts[font]).fontSize(fontSize).fillColor(colour).text(text, 64, doc.y, { lineGap: 2 }),
      ),
    );
    doc.moveDown(0.5);
  };
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

/** Reference, classification and page on every page: decoration, which a screen reader passes over. */
function footers(doc: Doc, edition: Edition): void {
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    const bottom = doc.page.margins.bottom;
    // Below the margin, where text would otherwise begin a new page.
    doc.page.margins.bottom = 0;
    doc.markContent("Artifact", { type: "Pagination" });
    doc
      .font(fonts.regular)
      .fontSize(8)
      .fillColor(ink.quiet)
      .text(
        `${edition.reference} · version ${edition.number} · ${edition.classification} · page ${page + 1} of ${count}`,
        64,
        doc.page.height - 44,
        { lineBreak: false },
      );
    doc.endMarkedContent();
    doc.page.margins.bottom = bottom;
  }
}
