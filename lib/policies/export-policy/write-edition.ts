import "server-only";
import { readObject } from "../../platform/storage/encryption";
import { objectStore } from "../../platform/storage/object-store";
import { fileAddress } from "../files/received";
import type { PolicyExport } from "./policy-export";
import { type Edition, policyPdf } from "./policy-pdf";

/** What a PDF can hold; other pictures are named by what they show. */
const printable = ["image/png", "image/jpeg"];

/** The PDF of an exported version, its pictures read and verified first. */
export async function pdfOf({ edition, pictures }: PolicyExport): Promise<NodeJS.ReadableStream> {
  const shown = new Map<string, Buffer>();
  for (const { id, mediaType, object } of pictures) {
    if (!printable.includes(mediaType)) continue;
    const parts: Uint8Array[] = [];
    for await (const part of await readObject(objectStore(), object)) parts.push(part);
    shown.set(fileAddress(id), Buffer.concat(parts));
  }
  return policyPdf(edition, shown);
}

/** The text as it is hashed, byte for byte. */
export const markdownFileOf = ({ edition }: PolicyExport) => Buffer.from(edition.text, "utf8");

/** `POL-004-2.pdf`: the same name for the same version, whatever it is called. */
export const fileNameOf = (edition: Edition, ending: "pdf" | "md") =>
  `${edition.reference}-${edition.number}.${ending}`;
