import "server-only";
import { fromBase64, utf8Text } from "@/lib/platform/crypto/bytes";
import { open, unwrap } from "@/lib/platform/crypto/keyring";
import type { Tx } from "@/lib/platform/db/client";
import { isSealed, type SealedField } from "@/lib/platform/event-columns";
import { contextOfKey } from "@/lib/platform/operation/subject-keys";
import { sealedFields } from "../leaf";

/** Why a protected field stays closed: its key was destroyed (A17), or it cannot be opened with the key there is. */
export type Closed = { closed: "destroyed" | "unreadable" };
export type Opened = string | number | boolean | null | Closed | Opened[] | { [name: string]: Opened };

export type RevealedLeaf = {
  leaf: Opened;
  /** Plaintexts by JSON Pointer. */
  plain: Map<string, unknown>;
  protectedFields: number;
  destroyed: number;
  unreadable: number;
};

export function isClosed(value: unknown): value is Closed {
  return typeof value === "object" && value !== null && "closed" in value && Object.keys(value).length === 1;
}

/** The parsed leaf with its protected fields decrypted. For those who may read the trail only. Null: it is not JSON. */
export async function revealLeaf(tx: Tx, bytes: Uint8Array): Promise<RevealedLeaf | null> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8Text(bytes));
  } catch {
    return null;
  }
  const sealed = sealedFields(parsed);
  const keys = await keysOf(tx, [...new Set(sealed.map(({ field }) => field.k))]);
  const plain = new Map<string, unknown>();
  const closed = { destroyed: 0, unreadable: 0 };
  for (const { path, field } of sealed) {
    const value = reveal(field, keys);
    if (isClosed(value)) closed[value.closed] += 1;
    else plain.set(path, value);
  }
  return { leaf: replaced(parsed, keys), plain, protectedFields: sealed.length, ...closed };
}

type Keys = Map<string, Buffer | "destroyed">;

async function keysOf(tx: Tx, ids: readonly string[]): Promise<Keys> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; wrapped: Uint8Array | null }[]>`
    select id, wrapped_key as wrapped from subject_key where id::text = any(${ids})`;
  const keys: Keys = new Map();
  for (const { id, wrapped } of rows) {
    if (wrapped === null) keys.set(id, "destroyed");
    else {
      try {
        keys.set(id, unwrap(wrapped, contextOfKey(id)));
      } catch {
        // Stays unknown: the field says that it cannot be read.
      }
    }
  }
  return keys;
}

function reveal({ k, n, c }: SealedField, keys: Keys): Opened {
  const key = keys.get(k);
  if (key === "destroyed") return { closed: "destroyed" };
  if (key === undefined) return { closed: "unreadable" };
  try {
    const sealed = Buffer.concat([fromBase64(n), fromBase64(c)]);
    return JSON.parse(open(key, sealed, `field:${k}`).toString("utf8")) as Opened;
  } catch {
    return { closed: "unreadable" };
  }
}

function replaced(value: unknown, keys: Keys): Opened {
  if (isSealed(value)) return reveal(value, keys);
  if (Array.isArray(value)) return value.map((item) => replaced(item, keys));
  if (typeof value !== "object" || value === null) return value as Opened;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaced(item, keys)]));
}
