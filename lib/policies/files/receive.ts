import "server-only";
import { fileTypeFromBuffer } from "file-type";
import { AppError } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { putObject, removeObject } from "../../platform/storage/encryption";
import { cleanFileName } from "../../platform/storage/file-name";
import { objectStore } from "../../platform/storage/object-store";
import type { ReceivedFile } from "./received";

const mebibyte = 1024 * 1024;
export const largestPicture = 5 * mebibyte;
export const largestDocument = 20 * mebibyte;

/** Pictures made of points: nothing that could carry a script. */
const raster: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

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

/** The media type of a picture that may be shown, judged by its bytes; null for anything else. */
export async function pictureType(bytes: Uint8Array): Promise<{ mediaType: string; ending: string } | null> {
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? "";
  const ending = raster[mime];
  return ending ? { mediaType: mime, ending } : null;
}

/** Hashes, encrypts and stores bytes; they become a file of a policy by `keepFile`. */
export async function storeBytes(bytes: Uint8Array, name: string, mediaType: string): Promise<ReceivedFile> {
  const sealed = await putObject(objectStore(), [bytes]);
  return { ...sealed, id: newId(), fileName: cleanFileName(name), mediaType };
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
