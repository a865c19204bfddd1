import "server-only";
import { limits } from "../../platform/confined/limits";
import { OverLimit } from "../../platform/confined/over-limit";
import { AppError } from "../../platform/errors";
import { readObject } from "../../platform/storage/encryption";
import { objectStore } from "../../platform/storage/object-store";
import { askPrinter } from "../confined/ask";
import { fileAddress } from "../files/received";
import type { PolicyExport } from "./policy-export";
import type { Edition } from "./policy-pdf";
import { notPrinted } from "./print-words";

/** What a PDF can hold; other pictures are named by what they show. */
const printable = ["image/png", "image/jpeg"];

/** More than a PDF of them could be handed over. */
const mostBytes = limits.answer;

/** The PDF of an exported version, its pictures read and verified first. Throws AppError when it costs too much to print. */
export async function pdfOf({ edition, pictures }: PolicyExport): Promise<Uint8Array<ArrayBuffer>> {
  const shown = new Map<string, Buffer>();
  let bytes = 0;
  for (const { id, mediaType, object } of pictures) {
    if (!printable.includes(mediaType)) continue;
    const parts: Uint8Array[] = [];
    for await (const part of await readObject(objectStore(), object)) {
      parts.push(part);
      bytes += part.length;
      if (bytes > mostBytes) throw new AppError("too_large", notPrinted("memory"));
    }
    shown.set(fileAddress(id), Buffer.concat(parts));
  }
  try {
    return new Uint8Array(await askPrinter("print", { edition, pictures: shown }, limits.print));
  } catch (error) {
    throw error instanceof OverLimit ? new AppError("too_large", notPrinted(error.over)) : error;
  }
}

/** The text as it is hashed, byte for byte. */
export const markdownFileOf = ({ edition }: PolicyExport) => Buffer.from(edition.text, "utf8");

/** `POL-004-2.pdf`: the same name for the same version, whatever it is called. */
export const fileNameOf = (edition: Edition, ending: "pdf" | "md") =>
  `${edition.reference}-${edition.number}.${ending}`;
