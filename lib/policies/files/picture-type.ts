import "server-only";
import { fileTypeFromBuffer } from "file-type";

export const largestPicture = 5 * 1024 * 1024;

/** Pictures made of points: nothing that could carry a script. */
const raster: Record<string, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

/** The media type of a picture that may be shown, judged by its bytes; null for anything else. */
export async function pictureType(bytes: Uint8Array): Promise<{ mediaType: string; ending: string } | null> {
  const mime = (await fileTypeFromBuffer(bytes))?.mime ?? "";
  const ending = raster[mime];
  return ending ? { mediaType: mime, ending } : null;
}
