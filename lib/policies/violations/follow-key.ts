import "server-only";
import { randomInt } from "node:crypto";
import { hashToken } from "../../platform/auth/api-keys";

/** No letter that looks like a digit. */
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const length = 20;

/** A key of 100 bits as people can write it down: XXXX-XXXX-XXXX-XXXX-XXXX. Only its hash is stored. */
export function newFollowKey(): { key: string; hash: string } {
  const plain = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
  return { key: plain.replaceAll(/(.{4})(?=.)/g, "$1-"), hash: followKeyHash(plain) };
}

/** `plain`: the twenty characters without dashes. */
export const followKeyHash = (plain: string): string => hashToken(`follow:${plain}`);
