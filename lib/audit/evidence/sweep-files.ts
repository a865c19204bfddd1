import "server-only";
import { z } from "zod";
import type { Actor } from "@/lib/platform/auth/actor-types";
import { command } from "@/lib/platform/operation/command";
import { removeObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";
import { waitingPurposes } from "@/lib/platform/storage/waiting";

const week = 7 * 24 * 60 * 60 * 1000;
const atOnce = 200;

/** Forgets the keys of uploads that waited longer than a day, and names all bytes whose key is gone since a week. */
const expireFiles = command({
  name: "file.expire",
  summary: "Destroy uploads that nobody claimed",
  permission: "evidence:scrub",
  type: "evidence_collection",
  crud: "delete",
  controls: ["C1.2"],
  input: z.object({}),
  async run({ tx, now }) {
    const expired = await tx.storedObject.findMany({
      where: { purpose: { in: [...waitingPurposes] }, expiresAt: { lte: now }, destroyedAt: null },
      orderBy: { id: "asc" },
      take: atOnce,
      select: { id: true },
    });
    const ids = expired.map(({ id }) => id);
    await tx.storedObject.updateMany({
      where: { id: { in: ids }, expiresAt: { lte: now }, destroyedAt: null },
      data: { wrappedKey: null, destroyedAt: now },
    });
    const gone = await tx.storedObject.findMany({
      where: { purpose: { in: [...waitingPurposes] }, destroyedAt: { gt: new Date(now.getTime() - week) } },
      select: { storageKey: true },
    });
    return {
      output: { expired: ids.length, storageKeys: gone.map(({ storageKey }) => storageKey) },
      event: { resource: { type: "stored_object", id: null }, after: { expired: ids.length } },
    };
  },
});

/** Run twice, the second time finds nothing to expire; removing bytes that are gone is harmless. */
export async function sweepFiles(actor: Actor): Promise<number> {
  let removed = 0;
  for (;;) {
    const { expired, storageKeys } = await expireFiles(actor, {});
    for (const storageKey of storageKeys) await removeObject(objectStore(), { storageKey });
    removed += expired;
    if (expired < atOnce) return removed;
  }
}
