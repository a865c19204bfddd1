import "server-only";
import { createHmac } from "node:crypto";
import { purposeKey } from "./keyring";

/** A keyed hash that stands for an identifier (address, email) where the identifier itself must not be kept. 132 bits. */
export function pseudonymOf(kind: string, value: string): string {
  return `${kind}:${createHmac("sha256", purposeKey(`pseudonym ${kind}`))
    .update(value)
    .digest("base64url")
    .slice(0, 22)}`;
}
