import { constants, deflateRawSync, deflateSync } from "node:zlib";
import yazl from "yazl";

const mebibyte = 1024 * 1024;
type Part = { name: string; content: string | Buffer };
export type Hostile = [name: string, make: () => Promise<Buffer> | Buffer];

async function zipOf(parts: readonly Part[]): Promise<Buffer> {
  const archive = new yazl.ZipFile();
  for (const { name, content } of parts) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  const bytes: Buffer[] = [];
  for await (const part of archive.outputStream) bytes.push(part as Buffer);
  return Buffer.concat(bytes);
}

const main = "word/document.xml";
const space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const paragraph = (inside: string) => `<w:p>${inside}</w:p>`;
const run = (words: string) => `<w:r><w:t>${words}</w:t></w:r>`;
const documentOf = (body: string) => `<w:document ${space}><w:body>${body}</w:body></w:document>`;
const relations = (target: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${target}"/></Relationships>`;
const types = (name: string) =>
  `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const wordOf = (content: string | Buffer, more: readonly Part[] = [], name = main) =>
  zipOf([
    { name: "[Content_Types].xml", content: types(name) },
    { name: "_rels/.rels", content: relations(name) },
    { name, content },
    ...more,
  ]);
const filled = (size: number, body: string) => documentOf(body.repeat(Math.floor(size / body.length)));
const nested = (depth: number, open: string, close: string) => documentOf(open.repeat(depth) + close.repeat(depth));
const text = { name: main, content: documentOf(paragraph(run("Words"))) };

export const hostileWord: Hostile[] = [
  ["10 MiB of short paragraphs", () => wordOf(filled(9.9 * mebibyte, paragraph(run("a"))))],
  ["10 MiB of empty elements", () => wordOf(filled(9.9 * mebibyte, "<w:p/>"))],
  [
    "a part of 95 MiB that is not called xml",
    () => wordOf(text.content, [{ name: "word/other.bin", content: Buffer.alloc(95 * mebibyte) }]),
  ],
  [
    "a picture of 95 MiB of nothing",
    () => wordOf(text.content, [{ name: "word/media/a.png", content: Buffer.alloc(95 * mebibyte) }]),
  ],
  [
    "ten parts of 9 MiB",
    () =>
      wordOf(
        text.content,
        Array.from({ length: 10 }, (_, i) => ({ name: `word/p${i}.dat`, content: Buffer.alloc(9 * mebibyte) })),
      ),
  ],
  [
    "3,000 parts",
    () =>
      wordOf(
        text.content,
        Array.from({ length: 3000 }, (_, i) => ({ name: `word/p${i}.xml`, content: "<a/>" })),
      ),
  ],
  [
    "the text under the name of a picture",
    () => wordOf(filled(9.9 * mebibyte, paragraph(run("b"))), [text], "word/media/a.png"),
  ],
  ["tables within tables, 20,000 deep", () => wordOf(nested(20_000, "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"))],
  ["elements 300,000 deep", () => wordOf(nested(300_000, "<w:ins>", "</w:ins>"))],
  [
    "one table of 300,000 cells",
    () => wordOf(documentOf(`<w:tbl>${`<w:tr>${"<w:tc><w:p/></w:tc>".repeat(300)}</w:tr>`.repeat(1000)}</w:tbl>`)),
  ],
  ["8 MiB of one attribute", () => wordOf(documentOf(`<w:p w:x="${"y".repeat(8 * mebibyte)}"/>`))],
  ["100,000 entities", () => wordOf(documentOf(paragraph(run("&amp;".repeat(100_000)))))],
  ["stars and underscores as words", () => wordOf(documentOf(paragraph(run("*a_ ".repeat(45_000)))))],
];

const pdfOf = (objects: readonly (string | Buffer)[]) =>
  Buffer.concat([
    Buffer.from("%PDF-1.7\n"),
    ...objects.flatMap((object, i) => [
      Buffer.from(`${i + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from("\nendobj\n"),
    ]),
    Buffer.from("trailer\n<</Root 1 0 R>>\n%%EOF\n"),
  ]);
const catalog = "<</Type/Catalog/Pages 2 0 R>>";
const pages = "<</Type/Pages/Kids[]/Count 0>>";
const stream = (dictionary: string, bytes: Buffer) =>
  Buffer.concat([Buffer.from(`<<${dictionary}/Length ${bytes.length}>>\nstream\n`), bytes, Buffer.from("\nendstream")]);
const objectStream = (bytes: Buffer, filter = "/FlateDecode") =>
  stream(`/Type/ObjStm/N 1/First 4/Filter${filter}`, bytes);
/** So many mebibytes of spaces: one packed block repeated, so that the test itself needs none of it. */
const packed = (mebibytes: number) => {
  const options = { finishFlush: constants.Z_FULL_FLUSH };
  const block = deflateRawSync(Buffer.alloc(10 * mebibyte, " "), options);
  const blocks = Array.from({ length: mebibytes / 10 }, () => block);
  return Buffer.concat([Buffer.from("789c", "hex"), ...blocks, Buffer.from("030000000000", "hex")]);
};

export const hostilePdf: Hostile[] = [
  ["an object stream of 2 GiB", () => pdfOf([catalog, pages, objectStream(packed(2000))])],
  [
    "the same, packed twice",
    () => pdfOf([catalog, pages, objectStream(deflateSync(packed(2000)), "[/FlateDecode/FlateDecode]")]),
  ],
  [
    "the same under a name written otherwise",
    () => pdfOf([catalog, pages, stream("/Type/Obj#53tm/N 1/First 4/Filter/FlateDecode", packed(1500))]),
  ],
  [
    "twenty object streams of 100 MiB",
    () => pdfOf([catalog, pages, ...Array.from({ length: 20 }, () => objectStream(packed(100)))]),
  ],
  ["arrays 100,000 deep", () => pdfOf([catalog, pages, "[".repeat(100_000)])],
  ["dictionaries 100,000 deep", () => pdfOf([catalog, pages, "<</A ".repeat(100_000)])],
  ["pages that are their own parents", () => pdfOf([catalog, "<</Type/Pages/Kids[2 0 R]/Count 9>>"])],
  [
    "a tree of pages 50,000 deep",
    () => pdfOf([catalog, ...Array.from({ length: 50_000 }, (_, i) => `<</Type/Pages/Kids[${i + 3} 0 R]/Count 1>>`)]),
  ],
  ["a million numbers", () => pdfOf([catalog, pages, `[${"1 ".repeat(1_000_000)}]`])],
  ["300,000 objects", () => pdfOf([catalog, pages, ...Array.from({ length: 300_000 }, () => "null")])],
  ["19 MiB that begin a text and never end it", () => pdfOf([catalog, pages, `(${"(".repeat(19 * mebibyte)}`])],
  ["19 MiB of streams without an end", () => pdfOf([catalog, pages, "<<>>\nstream\n".repeat(mebibyte)])],
  [
    "a run-length stream of many bytes",
    () => pdfOf([catalog, pages, objectStream(Buffer.from("\u0081 ".repeat(4_000_000), "latin1"), "/RunLengthDecode")]),
  ],
];

const repeated = (part: string, length: number) => () => Buffer.from(part.repeat(Math.floor(length / part.length)));
const most = 199_000;

/** Texts that make a reader of Markdown work for minutes. */
export const hostileMarkdown: Hostile[] = [
  ["*a_ ", repeated("*a_ ", most)],
  ["[a](", repeated("[a](", most)],
  ["5,000 >", () => Buffer.from(`${">".repeat(5000)} a`)],
  ["[[[[", repeated("[", most)],
  ["![a](<", repeated("![a](<", most)],
  ["lists 2,000 deep", () => Buffer.from(Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}- a`).join("\n"))],
  ["- - - -", () => Buffer.from(`${"- ".repeat(50_000)}a`)],
  [
    "a table of 300 columns and 40,000 rows",
    () => Buffer.from(`${"|a".repeat(300)}|\n${"|-".repeat(300)}|\n${"|b\n".repeat(40_000)}`),
  ],
  ["`` ` ``", () => Buffer.from(Array.from({ length: 600 }, (_, i) => "`".repeat(i)).join(" "))],
  ["<a <a", repeated("<a ", most)],
  ["a definition used 20,000 times", () => Buffer.from(`[a]: /${"x".repeat(50_000)}\n\n${"[a] ".repeat(20_000)}`)],
  ["**a **b", repeated("**a **b ", most)],
  ["~~a ~b", repeated("~~a_*", most)],
  ["footnotes", repeated("[^a]", most)],
  ["&&&&", repeated("&#", most)],
  ["www.", repeated("www.a@b._", most)],
];
