import "server-only";
import { z } from "zod";
import type { Tx } from "../../platform/db/client";
import type { PolicyAttendance } from "../../platform/db/generated/client";
import { dateText } from "../local-day";
import { type EntryLeaf, signedEntry } from "../proof/signed-entry";

type Meeting = Pick<PolicyAttendance, "id" | "versionId" | "heldOn" | "managerId" | "recordedAt">;

const stored = z.looseObject({
  resource: z.looseObject({ label: z.string() }),
  change: z.looseObject({
    after: z.looseObject({
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      size: z.number().int().min(0),
      mediaType: z.string(),
    }),
  }),
});

/** What the trail says about the list of a meeting, or why it cannot be relied on. */
export type ListInTrail =
  | { ok: true; objectId: string; sha256: string; size: bigint; fileName: string; mediaType: string }
  | { ok: false; why: string };

/**
 * Which file is the list of a meeting and which bytes it consists of, by the signed entries alone: rows of meetings and of the store can
 * be rewritten together, and a list of another meeting put in its place (issue 14).
 */
export async function listInTrail(tx: Tx, meeting: Meeting): Promise<ListInTrail> {
  const recorded = await signedEntry(tx, "this meeting", {
    action: "policy.record-meeting",
    resource: { type: "policy_version", id: meeting.versionId },
    is: (leaf) => isOf(leaf, meeting),
  });
  if (!recorded.ok) return recorded;
  const objectId = recorded.leaf.change?.after?.listObjectId;
  if (typeof objectId !== "string") return { ok: false, why: "the trail says that this meeting has no list" };
  const entry = await signedEntry(tx, "storing this list", {
    action: "policy.store-meeting-list",
    resource: { type: "stored_object", id: objectId },
  });
  if (!entry.ok) return entry;
  const told = stored.safeParse(entry.leaf).data;
  if (!told) return { ok: false, why: "the event of storing this list does not say which file it was" };
  const { sha256, size, mediaType } = told.change.after;
  return { ok: true, objectId, sha256, size: BigInt(size), mediaType, fileName: told.resource.label };
}

/** Entries of before December 2026 do not name the meeting: they are told apart by day, moment and who recorded it. */
function isOf(leaf: EntryLeaf, meeting: Meeting): boolean {
  const after = leaf.change?.after ?? {};
  if (after.attendanceId !== undefined) return after.attendanceId === meeting.id;
  return (
    after.heldOn === dateText(meeting.heldOn) &&
    leaf.occurredAt === meeting.recordedAt.toISOString() &&
    leaf.actor?.id === meeting.managerId
  );
}
