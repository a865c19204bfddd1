import "server-only";
import PDFDocument from "pdfkit";
import { type Doc, ink, type Structure } from "./draw-blocks";
import { fonts } from "./fonts";

type About = { title: string; author: string; subject: string; madeAt: Date };

/** An empty tagged A4 document (PDF/UA-1, ISO 14289-1) in English; pages stay open until its footers are written. */
export function taggedDocument({ title, author, subject, madeAt }: About): Doc {
  return new PDFDocument({
    size: "A4",
    margins: { top: 64, bottom: 72, left: 64, right: 64 },
    font: fonts.regular,
    pdfVersion: "1.7",
    subset: "PDF/UA",
    tagged: true,
    lang: "en-GB",
    displayTitle: true,
    bufferPages: true,
    info: { Title: title, Author: author, Subject: subject, CreationDate: madeAt },
  } as unknown as PDFKit.PDFDocumentOptions);
}

/** Writes lines into a part of the structure, each with its tag; an empty one is left out. */
export function sayIn(doc: Doc, section: Structure) {
  return (tag: string, text: string, font: keyof typeof fonts, fontSize: number, colour: string = ink.text) => {
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
}

/** What it is and the page on every page: decoration, which a screen reader passes over. */
export function footers(doc: Doc, words: string): void {
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
      .text(`${words} · page ${page + 1} of ${count}`, 64, doc.page.height - 44, { lineBreak: false });
    doc.endMarkedContent();
    doc.page.margins.bottom = bottom;
  }
}
