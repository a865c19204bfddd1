import "server-only";
import { isIP } from "node:net";
import { pseudonymOf } from "../crypto/pseudonym";
import { AppError } from "../errors";
import { emailKey } from "../text";
import { type LimitName, limits } from "./table";

/** An id in its canonical form (RFC 9562, 4), however it is written. @throws AppError invalid for what is none */
export function canonicalId(text: string): string {
  const digits = text
    .normalize("NFKC")
    .replaceAll(/\s/g, "")
    .toLowerCase()
    .replace(/^urn:uuid:/, "")
    .replace(/^\{(.*)\}$/, "$1")
    .replaceAll("-", "");
  if (!/^[0-9a-f]{32}$/.test(digits)) throw new AppError("invalid", "This reference is not one of ours.");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** IPv4 as it is, also where it is mapped into IPv6; of IPv6 the network of 64 bits, which is one customer's (RFC 6177). */
export function canonicalAddress(text: string): string {
  const bare = text.trim().toLowerCase();
  const plain = (/^\[([^\]]*)\](:\d+)?$/.exec(bare)?.[1] ?? bare.replace(/^([\d.]+):\d+$/, "$1")).replace(/%.*$/, "");
  if (isIP(plain) === 4) return plain;
  if (isIP(plain) !== 6) return "unknown";
  const groups = groupsOf(new URL(`http://[${plain}]/`).hostname.slice(1, -1));
  const [high = 0, low = 0] = groups.slice(6);
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    return [high >> 8, high & 255, low >> 8, low & 255].join(".");
  }
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":")}::/64`;
}

function groupsOf(address: string): number[] {
  const [head = [], tail = []] = address.split("::").map((half) => half.split(":").filter(Boolean));
  const zeros = Array.from({ length: address.includes("::") ? 8 - head.length - tail.length : 0 }, () => "0");
  return [...head, ...zeros, ...tail].map((group) => Number.parseInt(group, 16));
}

const canonical = { address: canonicalAddress, email: emailKey, id: canonicalId } as const;

/** What a limit is counted under, in clear: never stored. @throws AppError invalid where an id is none */
export function clearKey(name: LimitName, who: readonly string[]): string {
  const { by } = limits[name];
  if (who.length !== by.length) throw new Error(`The limit ${name} is keyed by ${by.join(" and ")}.`);
  return JSON.stringify([name, ...by.map((part, index) => canonical[part](who[index] ?? ""))]);
}

/** The same as a keyed hash: a leaked table names no address and nobody. */
export const hashedKey = (name: LimitName, who: readonly string[]) => pseudonymOf("limit", clearKey(name, who));
