import "server-only";
import { AppError } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { putObject, removeObject } from "../../platform/storage/encryption";
import { cleanFileName } from "../../platform/storage/file-name";
import { objectStore } from "../../platform/storage/object-store";
import { largestPicture, pictureType } from "./picture-type";
import type { ReceivedFile } from "./received";

const mebibyte = 1024 * 1024;
export const largestDocument = 20 * mebibyte;

/** A body as one block, never more than `largest` bytes whatever it claims. */
export async function readBytes(request: Request, largest: number): Promise<Buffer> {
  const tooLarge = new AppError("too_large", `The file is larger than ${largest / mebibyte} MiB. Nothing was stored.`);
  if (Number(request.headers.get("content-length") ?? 0) > largest) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > largest) throw tooLarge;
    chunks.push(chunk);
  }
  if (size === 0) throw new AppError("invalid", "The file is empty. Nothing was stored.");
  return Buffer.concat(chunks);
}

/** Hashes, encrypts and stores bytes; they become a file of a policy by `keepFile`. */
export async function storeBytes(
  bytes: Uint8Array,
  name: string,
  mediaType: string,
  id = newId(),
): Promise<ReceivedFile> {
  const sealed = await putObject(objectStore(), [bytes]);
  return { ...sealed, id, fileName: cleanFileName(name), mediaType };
}

/** Takes bytes away again that became no file of a policy. */
export async function discardBytes(files: readonly ReceivedFile[]): Promise<void> {
  for (const file of files) await removeObject(objectStore(), file);
}

/** A picture somebody adds to a text. */
export async function receivePicture(request: Request, name: string): Promise<ReceivedFile> {
  const bytes = await readBytes(request, largestPicture);
  const type = await pictureType(bytes);
  if (!type) {
    throw new AppError("unsupported", "Choose a PNG, JPEG, GIF or WebP picture. Nothing was stored.");
  }
  return storeBytes(bytes, name, type.mediaType);
}
