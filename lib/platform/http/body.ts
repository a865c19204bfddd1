import "server-only";
import { AppError } from "../errors";

const largestBody = 1024 * 1024;

/** Reads a JSON object of at most 1 MiB, counted as it arrives, whatever Content-Length claims. */
export async function readJson(request: Request): Promise<Record<string, unknown>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new AppError("unsupported", "Send the body as application/json.");
  }
  return parseObject(await readText(request));
}

/** @throws AppError malformed for anything but a JSON object */
export function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("malformed", "The body is not valid JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("malformed", "The body must be a JSON object.");
  }
  return value as Record<string, unknown>;
}

/** The body as text. @throws AppError too_large as soon as it is, malformed when it is not UTF-8 */
export async function readText(request: Request, largest = largestBody): Promise<string> {
  if (Number(request.headers.get("content-length") ?? 0) > largest) throw tooLarge(largest);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > largest) throw tooLarge(largest);
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError("malformed", "The body is not valid UTF-8.");
  }
}

const tooLarge = (largest: number) =>
  new AppError("too_large", `The body is larger than ${largest / 1024} KiB. Nothing was done.`);
