import "server-only";
import type { Actor } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import { notFound } from "@/lib/platform/errors";
import { holdsOn } from "@/lib/platform/holds";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { removeObject } from "@/lib/platform/storage/encryption";
import { type ObjectStore, objectStore } from "@/lib/platform/storage/object-store";
import { destroyContent } from "../evidence/destroy-content";
import { resourceOf as evidenceResource, lockEvidence } from "../evidence/lock-evidence";
import { assertStep, lockDisposal, resourceOf } from "./lock-disposal";
import { reasonToKeep } from "./rules";
import { disposalInput, disposalItemInput } from "./schema";

const words = { permission: "disposal:execute", controls: ["C1.2", "A.8.10"] } as const;
const day = (date: Date) => date.toISOString().slice(0, 10);

/**
 * Destroys the keys of one piece of an approved list, or says why it stays after all: a hold may have come since. Record, hashes
 * and custody stay (E6). Run twice, the second time finds it done.
 */
export const disposeItem = command({
  ...words,
  name: "disposal.dispose-item",
  summary: "Destroy the content of one piece of an approved list",
  type: "evidence_collection",
  crud: "delete",
  riskLevel: "high",
  input: disposalItemInput,
  async run(context, { itemId }) {
    const { tx, now, note } = context;
    const item = await lockItem(tx, itemId);
    const { disposal, evidence } = item;
    const resource = { type: "disposal", id: disposal.id, label: disposal.reference };
    if (item.state !== "planned" || disposal.state !== "approved") {
      return { output: { itemId, state: item.state }, event: { resource, after: { item: itemId, state: item.state } } };
    }
    const holds = (await holdsOn(tx, { kind: "evidence", id: evidence.id })).map(({ reference }) => reference);
    const why = reasonToKeep({ ...evidence, retainUntil: day(evidence.retainUntil), holds }, day(now));
    if (why !== null) {
      await tx.disposalItem.update({ where: { id: itemId }, data: { state: "skipped", why, changedAt: now } });
      return {
        output: { itemId, state: "skipped" as const },
        event: { resource, after: { item: itemId, skipped: why } },
      };
    }
    // The list first: a trigger asks it when the evidence changes.
    await tx.disposalItem.update({ where: { id: itemId }, data: { state: "destroyed", changedAt: now } });
    await destroyContent(context, evidence.versions);
    await tx.evidenceVersion.updateMany({
      where: { evidenceId: evidence.id, status: { not: "disposed" } },
      data: { status: "disposed" },
    });
    await tx.evidence.update({ where: { id: evidence.id }, data: { status: "disposed", disposedAt: now } });
    note({
      action: "evidence.dispose",
      resource: evidenceResource(evidence),
      before: { status: evidence.status, sha256: evidence.newest.sha256 },
      after: {
        status: "disposed",
        disposal: disposal.reference,
        approvedBy: disposal.decidedById,
        hashes: evidence.versions.map(({ number, sha256 }) => ({ version: number, sha256 })),
      },
    });
    return {
      output: { itemId, state: "destroyed" as const },
      event: { resource, after: { item: itemId, state: "destroyed" } },
    };
  },
});

/** The bytes of a piece are gone as well. */
const finishItem = command({
  ...words,
  name: "disposal.finish-item",
  summary: "Record that the stored bytes of a piece are gone",
  type: "evidence_collection",
  input: disposalItemInput,
  async run({ tx, now }, { itemId }) {
    const { disposal } = await lockItem(tx, itemId);
    await tx.disposalItem.updateMany({
      where: { id: itemId, state: "destroyed" },
      data: { state: "done", changedAt: now },
    });
    return {
      output: { itemId },
      event: {
        resource: { type: "disposal", id: disposal.id, label: disposal.reference },
        after: { item: itemId, state: "done" },
      },
    };
  },
});

const finishDisposal = command({
  ...words,
  name: "disposal.finish",
  summary: "Finish a disposal list",
  type: "compliance_control",
  input: disposalInput,
  async run({ tx, now }, { id }) {
    const list = await lockDisposal(tx, id);
    assertStep(list, "done");
    await tx.disposal.update({ where: { id }, data: { state: "done", finishedAt: now } });
    const counts = await tx.disposalItem.groupBy({ by: ["state"], where: { disposalId: id }, _count: true });
    return {
      output: { id },
      event: {
        resource: resourceOf(list),
        before: { state: "approved" },
        after: { state: "done", ...Object.fromEntries(counts.map(({ state, _count }) => [`items_${state}`, _count])) },
      },
    };
  },
});

/** The next piece of a list that is not finished, with the keys of its bytes. */
const nextItem = query({
  ...words,
  name: "disposal.next-item",
  summary: "Find the next piece of a list to dispose of",
  input: disposalInput,
  async run({ tx }, { id }) {
    const item = await tx.disposalItem.findFirst({
      where: { disposalId: id, disposal: { state: "approved" }, state: { in: ["planned", "destroyed"] } },
      orderBy: { id: "asc" },
    });
    if (!item) return null;
    const versions = await tx.evidenceVersion.findMany({
      where: { evidenceId: item.evidenceId },
      select: { objectId: true },
    });
    const objects = await tx.storedObject.findMany({
      where: { id: { in: versions.map(({ objectId }) => objectId) } },
      select: { storageKey: true },
    });
    return { itemId: item.id, storageKeys: objects.map(({ storageKey }) => storageKey) };
  },
});

/**
 * Carries an approved list out, one piece at a time: keys first, then bytes, then the mark. Cut off anywhere it goes on where it was;
 * bytes without a key can be read by nobody. `pieces` at most, so that a job's step stays short.
 * @returns whether any piece is left
 */
export async function executeDisposal(
  actor: Actor,
  id: string,
  { pieces = 100, store = objectStore() }: { pieces?: number; store?: ObjectStore } = {},
): Promise<{ left: boolean }> {
  for (let done = 0; done < pieces; done += 1) {
    const next = await nextItem(actor, { id });
    if (next === null) {
      await finishDisposal(actor, { id });
      return { left: false };
    }
    const { state } = await disposeItem(actor, { itemId: next.itemId });
    if (state === "skipped") continue;
    for (const storageKey of next.storageKeys) await removeObject(store, { storageKey });
    await finishItem(actor, { itemId: next.itemId });
  }
  return { left: true };
}

async function lockItem(tx: Tx, itemId: string) {
  const item = await tx.disposalItem.findUnique({ where: { id: itemId } });
  if (!item) throw notFound("This piece of the list");
  const evidence = await lockEvidence(tx, item.evidenceId);
  return {
    ...(await tx.disposalItem.findUniqueOrThrow({ where: { id: itemId }, include: { disposal: true } })),
    evidence,
  };
}
