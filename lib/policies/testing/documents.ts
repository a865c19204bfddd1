import { Document, HeadingLevel, ImageRun, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from "docx";
import { PDFDocument } from "pdf-lib";
import yazl from "yazl";

/** A PNG of one red point. */
export const redPoint = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);

const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] });
const numbering = {
  config: [
    {
      reference: "numbers",
      levels: [{ level: 0, format: "decimal" as const, text: "%1.", alignment: "start" as const }],
    },
  ],
};

/** A Word file as people send it: a title, headings, bold words, lists, a table and a picture. */
export async function wordFile(): Promise<Buffer> {
  const document = new Document({
    numbering,
    sections: [
      {
        children: [
          new Paragraph({ text: "Visitors policy", heading: HeadingLevel.HEADING_1 }),
          new Paragraph({ text: "Purpose", heading: HeadingLevel.HEADING_2 }),
          new Paragraph({
            children: [
              new TextRun("Visitors are "),
              new TextRun({ text: "never", bold: true }),
              new TextRun(" alone in [our rooms]."),
            ],
          }),
          new Paragraph({ text: "Rules", heading: HeadingLevel.HEADING_2 }),
          new Paragraph({ text: "Sign in", bullet: { level: 0 } }),
          new Paragraph({ text: "Wear the badge", bullet: { level: 0 } }),
          new Paragraph({ text: "Ask", numbering: { reference: "numbers", level: 0 } }),
          new Paragraph({ text: "Wait", numbering: { reference: "numbers", level: 0 } }),
          new Table({
            rows: [
              new TableRow({ children: [cell("Place"), cell("Host")], tableHeader: true }),
              new TableRow({ children: [cell("Lab | East"), cell("Always")] }),
            ],
          }),
          new Paragraph({
            children: [
              new ImageRun({
                type: "png",
                data: redPoint,
                transformation: { width: 20, height: 20 },
                altText: { name: "plan", title: "Plan", description: "Plan of the rooms" },
              }),
            ],
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

export async function pdfFile(): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage();
  document.addPage();
  return Buffer.from(await document.save());
}

/** A file that unpacks to `mebibytes` of zeros under the name of Word's text. */
export async function bombFile(mebibytes: number): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  archive.addBuffer(Buffer.alloc(mebibytes * 1024 * 1024), "word/document.xml");
  archive.end();
  const parts: Buffer[] = [];
  for await (const part of archive.outputStream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** A request as the browser sends a file: its bytes and nothing else. */
export const sending = (bytes: Uint8Array | string) =>
  new Request("http://localhost/", { method: "POST", body: bytes as BodyInit });
