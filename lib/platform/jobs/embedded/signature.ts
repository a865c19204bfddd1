import "server-only";
import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Inngest allows five minutes between the two clocks. */
const toleranceSeconds = 300;

/** The key itself is the text after `signkey-…-`, not the bytes its hex stands for. */
function secretOf(signingKey: string): string {
  return signingKey.replace(/^signkey-\w+-/, "");
}

/** `t=<unix seconds>&s=<hex>` over a body's bytes followed by the time, as Inngest signs calls and replies. */
export function sign(body: string | Uint8Array, signingKey: string, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `t=${seconds}&s=${mac(body, signingKey, String(seconds))}`;
}

function mac(body: string | Uint8Array, signingKey: string, seconds: string): string {
  return createHmac("sha256", secretOf(signingKey)).update(body).update(seconds).digest("hex");
}

/** Whether a signature is by this key over this body and at most five minutes old. */
export function isSigned(body: string, header: string | undefined, signingKey: string, now: Date): boolean {
  const parts = new URLSearchParams(header ?? "");
  const seconds = parts.get("t") ?? "";
  if (!/^\d+$/.test(seconds) || Math.abs(now.getTime() / 1000 - Number(seconds)) > toleranceSeconds) return false;
  return sameText(mac(body, signingKey, seconds), parts.get("s") ?? "");
}

/** The bearer token with which the SDK calls the engine: the prefix and the SHA-256 of the key decoded from hex. */
export function bearerOf(signingKey: string): string {
  const prefix = signingKey.match(/^signkey-\w+-/)?.[0] ?? "";
  return `Bearer ${prefix}${createHash("sha256")
    .update(Buffer.from(secretOf(signingKey), "hex"))
    .digest("hex")}`;
}

/** Comparison in constant time, whatever the lengths. */
export function sameText(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
