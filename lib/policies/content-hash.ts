import "server-only";
import { createHash } from "node:crypto";
import { canonicalize } from "../platform/crypto/canonical-json";

/** SHA-256 of a text's UTF-8 bytes, as the database checks it. */
export function contentHash(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** SHA-256 of the canonical JSON (RFC 8785) of a value, so that anybody can compute it again. */
export function canonicalHash(value: unknown): string {
  return createHash("sha256").update(canonicalize(value)).digest("hex");
}
