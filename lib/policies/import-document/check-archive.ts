import "server-only";
import yauzl from "yauzl";
import { AppError } from "../../platform/errors";

const mebibyte = 1024 * 1024;
/**
 * What a Word file may hold, unpacked and counted byte by byte whatever its table of contents claims. What is no picture may be read
 * as text whatever it is called; the 400 pages of the longest text are 4 MiB of it.
 */
const limits = { entries: 2000, total: 64 * mebibyte, part: 10 * mebibyte, text: 24 * mebibyte };

const broken = () =>
  new AppError(
    "invalid",
    "This Word file is damaged and could not be read. Nothing was imported. Save it again and try once more.",
  );
const bomb = () =>
  new AppError("too_large", "This Word file unpacks to more than a document can be. Nothing was imported.");

/** Unpacks every part of a .docx into nothing and counts, before anything reads it whole. Throws AppError. */
export async function assertHarmlessDocx(bytes: Buffer): Promise<void> {
  let hasText: boolean;
  try {
    const archive = await new Promise<yauzl.ZipFile>((resolve, reject) => {
      yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, opened) => (error ? reject(error) : resolve(opened)));
    });
    hasText = await countedParts(archive);
  } catch (error) {
    throw error instanceof AppError ? error : broken();
  }
  if (!hasText) throw new AppError("unsupported", "This file is no Word document (.docx). Nothing was imported.");
}

/** Whether the part with the text is there. */
function countedParts(archive: yauzl.ZipFile): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let [entries, total, text, hasText] = [0, 0, 0, false];
    const count = async (entry: yauzl.Entry) => {
      entries += 1;
      if (entries > limits.entries) throw bomb();
      let size = 0;
      for await (const part of await contentOf(archive, entry)) {
        size += part.length;
        total += part.length;
        if (!isPicture(entry)) text += part.length;
        if (total > limits.total || size > limits.part || text > limits.text) throw bomb();
      }
      hasText ||= entry.fileName === "word/document.xml";
      archive.readEntry();
    };
    archive.on("error", reject);
    archive.on("end", () => resolve(hasText));
    archive.on("entry", (entry: yauzl.Entry) => void count(entry).catch(reject));
    archive.readEntry();
  });
}

const isPicture = ({ fileName }: yauzl.Entry) =>
  /^word\/media\/[^/]+\.(png|jpe?g|gif|webp|bmp|tiff?|emf|wmf)$/i.test(fileName);

function contentOf(archive: yauzl.ZipFile, entry: yauzl.Entry): Promise<AsyncIterable<Buffer>> {
  return new Promise((resolve, reject) => {
    archive.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
  });
}
