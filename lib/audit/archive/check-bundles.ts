import "server-only";
import { utf8Text } from "@/lib/platform/crypto/bytes";
import { checkObject, type SealedObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";
import type { ReadLog } from "../export/package-source";
import { rangeWords } from "./rules";
import { bundleAction } from "./steps";

type Row = {
  id: string;
  reference: string;
  month: string;
  first: bigint;
  count: bigint;
  moved: bigint;
  sha256: string;
  object: SealedObject | null;
  leaves: Uint8Array[];
};

/**
 * Reads every bundle of a log's archived part and compares it with the hash the log recorded before anything was moved. The
 * first that is wrong, as a sentence that names it, with its first place; null when all are whole.
 */
export async function checkBundles(
  read: ReadLog,
  { logId, archived }: { logId: string; archived: bigint },
): Promise<{ message: string; index: bigint } | null> {
  let covered = 0n;
  for (const row of await read((tx) => bundles(tx, logId))) {
    // Whoever invents an archive to hide that events were removed has no bundle the log knows of.
    if (row.first !== covered) break;
    covered += row.moved;
    const wrong = await problemOf(row);
    if (wrong === null) continue;
    const message = `The archive bundle ${row.reference} (${row.month}, ${rangeWords(row)}) ${wrong}.`;
    return { message, index: row.first };
  }
  if (covered >= archived) return null;
  return { message: "Events are said to be archived, but no bundle holds them.", index: covered };
}

const words = {
  missing: "is missing",
  unreadable: "was altered or cannot be decrypted",
  failed: "is not the one that was stored",
} as const;

async function problemOf({ object, leaves, sha256 }: Row): Promise<string | null> {
  if (object === null) return words.missing;
  if (object.sha256 !== sha256 || !leaves.some((leaf) => recorded(leaf) === sha256)) {
    return "has another hash than the log recorded";
  }
  const state = await checkObject(objectStore(), object);
  return state === "verified" ? null : words[state];
}

/** The hash an event of bundling recorded; its bytes are compared with the signed hash by the check of the log itself. */
function recorded(leaf: Uint8Array): string | null {
  try {
    return JSON.parse(utf8Text(leaf)).change.after.sha256 ?? null;
  } catch {
    return null;
  }
}

async function bundles(tx: Parameters<Parameters<ReadLog>[0]>[0], logId: string): Promise<Row[]> {
  const archives = await tx.auditArchive.findMany({
    where: { logId, OR: [{ state: { in: ["bundled", "done"] } }, { moved: { gt: 0 } }] },
    orderBy: { first: "asc" },
  });
  const rows: Row[] = [];
  for (const { objectId, sha256, ...archive } of archives) {
    const object = objectId ? await tx.storedObject.findUnique({ where: { id: objectId } }) : null;
    const events = await tx.auditEvent.findMany({
      where: { action: bundleAction, outcome: "success", resourceId: archive.id },
      select: { leaf: true },
    });
    rows.push({ ...archive, sha256: sha256 ?? "", object, leaves: events.map(({ leaf }) => leaf) });
  }
  return rows;
}
