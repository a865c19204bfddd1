import "server-only";
import type { ListItem, RootContent, Table } from "mdast";
import type PDFKit from "pdfkit";
import { fonts } from "./fonts";
import { plainText, type TextRun, textRuns } from "./text-runs";

export type Doc = PDFKit.PDFDocument;
export type Structure = PDFKit.PDFStructureElement;
/** A picture of the text as bytes, by its address; null for one that is not there or that a PDF cannot hold. */
export type Pictures = ReadonlyMap<string, Buffer>;

const size = { text: 10.5, code: 9, h2: 16, h3: 13, h4: 11.5 };
export const ink = { text: "#16201f", quiet: "#51605e", line: "#c4cecc", head: "#eef2f1" };
const indent = 18;

/** Draws blocks below each other, each as the structure element a screen reader expects (PDF 1.7, 14.8). */
export function drawBlocks(
  doc: Doc,
  parent: Structure,
  nodes: readonly RootContent[],
  pictures: Pictures,
  left = doc.page.margins.left,
): void {
  for (const node of nodes) drawBlock(doc, parent, node, pictures, left);
}

function drawBlock(doc: Doc, parent: Structure, node: RootContent, pictures: Pictures, left: number): void {
  switch (node.type) {
    case "heading": {
      const level = Math.min(4, Math.max(2, node.depth));
      const height = level === 2 ? size.h2 : level === 3 ? size.h3 : size.h4;
      // A heading does not stand alone at the foot of a page.
      room(doc, height * 4);
      doc.moveDown(level === 2 ? 0.9 : 0.6);
      parent.add(doc.struct(`H${level}`, {}, () => void drawRuns(doc, bold(textRuns(node.children)), left, height)));
      doc.moveDown(0.25);
      return;
    }
    case "paragraph": {
      const [only] = node.children;
      const picture = node.children.length === 1 && only?.type === "image" ? pictures.get(only.url) : undefined;
      if (picture && only?.type === "image") {
        drawPicture(doc, parent, picture, only.alt ?? "", left);
        return;
      }
      parent.add(doc.struct("P", {}, () => void drawRuns(doc, textRuns(node.children), left)));
      doc.moveDown(0.5);
      return;
    }
    case "list": {
      const list = doc.struct("L");
      parent.add(list);
      node.children.forEach((item, index) => {
        drawItem(doc, list, item, node.ordered ? `${(node.start ?? 1) + index}.` : "•", pictures, left);
      });
      list.end();
      return;
    }
    case "blockquote": {
      const quote = doc.struct("BlockQuote");
      parent.add(quote);
      drawBlocks(doc, quote, node.children, pictures, left + indent);
      quote.end();
      return;
    }
    case "code":
      room(doc, size.code * 3);
      parent.add(
        doc.struct(
          "Code",
          {},
          () => void drawRuns(doc, [{ text: node.value, font: "mono", strike: false }], left, size.code),
        ),
      );
      doc.moveDown(0.5);
      return;
    case "table":
      drawTable(doc, parent, node);
      return;
    case "thematicBreak":
      doc.moveDown(0.5);
      doc.markContent("Artifact", { type: "Layout" });
      doc.moveTo(left, doc.y).lineTo(right(doc), doc.y).strokeColor(ink.line).stroke();
      doc.endMarkedContent();
      doc.moveDown(0.5);
      return;
    default:
      // Footnotes, definitions and raw HTML are printed as they were written.
      if ("children" in node) drawBlocks(doc, parent, node.children as RootContent[], pictures, left);
      else if ("value" in node)
        parent.add(
          doc.struct(
            "P",
            {},
            () => void drawRuns(doc, [{ text: String(node.value), font: "mono", strike: false }], left),
          ),
        );
  }
}

const right = (doc: Doc) => doc.page.width - doc.page.margins.right;
const bold = (runs: TextRun[]): TextRun[] =>
  runs.map((run) => ({ ...run, font: run.font === "italic" || run.font === "boldItalic" ? "boldItalic" : "bold" }));

/** Begins a new page unless so many points are left on this one. */
export function room(doc: Doc, points: number): void {
  if (doc.y + points > doc.page.height - doc.page.margins.bottom) doc.addPage();
}

function drawRuns(doc: Doc, runs: readonly TextRun[], left: number, fontSize = size.text): void {
  const words = runs.filter(({ text }) => text !== "");
  doc.fillColor(ink.text).fontSize(fontSize);
  words.forEach(({ text, font, strike }, index) => {
    doc.font(fonts[font]);
    const options = { continued: index < words.length - 1, strike, lineGap: 2, width: right(doc) - left };
    if (index === 0) doc.text(text, left, doc.y, options);
    else doc.text(text, options);
  });
}

function drawItem(doc: Doc, list: Structure, item: ListItem, label: string, pictures: Pictures, left: number): void {
  room(doc, size.text * 3);
  const element = doc.struct("LI");
  list.add(element);
  const top = doc.y;
  element.add(
    doc.struct("Lbl", {}, () => {
      doc.font(fonts.regular).fontSize(size.text).fillColor(ink.text);
      doc.text(label, left, top, { width: indent, lineBreak: false, lineGap: 2 });
    }),
  );
  doc.y = top;
  const body = doc.struct("LBody");
  element.add(body);
  drawBlocks(doc, body, item.children, pictures, left + indent);
  body.end();
  element.end();
}

function drawPicture(doc: Doc, parent: Structure, picture: Buffer, alt: string, left: number): void {
  const width = right(doc) - left;
  const image = (doc as unknown as { openImage(bytes: Buffer): { width: number; height: number } }).openImage(picture);
  const shown = Math.min(width, image.width * 0.75);
  const height = Math.min((image.height * shown) / image.width, 500);
  room(doc, height + 12);
  const top = doc.y;
  parent.add(
    doc.struct("Figure", { alt: alt || "Picture" }, () => void doc.image(picture, left, top, { fit: [shown, height] })),
  );
  doc.y = top + height + 12;
}

function drawTable(doc: Doc, parent: Structure, table: Table): void {
  const rows = table.children.map((row) => row.children.map(({ children }) => plainText(children)));
  drawGrid(doc, parent, rows);
}

/** A table whose first row is its head. */
export function drawGrid(doc: Doc, parent: Structure, rows: readonly (readonly string[])[]): void {
  const [head = [], ...body] = rows;
  doc.font(fonts.regular).fontSize(9.5).fillColor(ink.text);
  doc.x = doc.page.margins.left;
  room(doc, 60);
  doc.table({
    structParent: parent,
    defaultStyle: { border: 0.5, borderColor: ink.line, padding: 5 },
    data: [
      head.map((text) => ({
        text,
        type: "TH" as const,
        scope: "Column",
        backgroundColor: ink.head,
        font: { src: fonts.bold, size: 9.5 },
      })),
      ...body.map((row) =>
        head.map((_, index) => ({ text: row[index] ?? "", font: { src: fonts.regular, size: 9.5 } })),
      ),
    ],
  } as unknown as PDFKit.Mixins.TableOptionsWithData);
  doc.x = doc.page.margins.left;
  doc.moveDown(0.8);
}
