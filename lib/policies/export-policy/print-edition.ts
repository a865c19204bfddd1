import "server-only";
import { limits } from "../../platform/confined/limits";
import { AppError } from "../../platform/errors";
import { type Edition, policyPdf } from "./policy-pdf";
import { notPrinted } from "./print-words";

type Printed = { edition: Edition; pictures: ReadonlyMap<string, Uint8Array> };

/** The whole PDF of a version: runs in a process of its own. Throws AppError for one that nobody could take over. */
export async function printEdition({ edition, pictures }: Printed): Promise<Buffer> {
  const shown = new Map([...pictures].map(([address, bytes]) => [address, Buffer.from(bytes)]));
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of policyPdf(edition, shown)) {
    parts.push(part as Buffer);
    size += part.length;
    if (size > limits.answer) throw new AppError("too_large", notPrinted("memory"));
  }
  return Buffer.concat(parts);
}
