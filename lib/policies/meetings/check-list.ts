import "server-only";
import { z } from "zod";
import { type Actor, mayDo, systemActor } from "../../platform/auth/actor-types";
import { AppError, notFound } from "../../platform/errors";
import { log } from "../../platform/log";
import { command } from "../../platform/operation/command";
import { query } from "../../platform/operation/query";
import { checkObject } from "../../platform/storage/encryption";
import { objectStore } from "../../platform/storage/object-store";
import { damageWords } from "./damage-words";
import { listInTrail } from "./list-in-trail";

const locateList = query({
  name: "policy.locate-meeting-list",
  summary: "Find the stored bytes of the list of a meeting",
  permission: "policy:verify-files",
  input: z.object({ attendanceId: z.uuid() }),
  async run({ tx }, { attendanceId }) {
    const meeting = await tx.policyAttendance.findUnique({ where: { id: attendanceId } });
    if (!meeting?.attachmentId) throw notFound("This list");
    const object = await tx.storedObject.findUnique({ where: { id: meeting.attachmentId } });
    return { object, trail: await listInTrail(tx, meeting) };
  },
});

/** Keeps that a list is not what was handed in; the rule about integrity raises its alert from the second event. */
const recordDamagedList = command({
  name: "policy.record-damaged-list",
  summary: "Record that the list of a meeting is not what was handed in",
  permission: "policy:verify-files",
  type: "compliance_control",
  controls: ["CC7.1", "CC7.2"],
  input: z.object({
    attendanceId: z.uuid(),
    state: z.enum(["failed", "missing", "unreadable"]),
    why: z.string().max(200).optional(),
  }),
  async run({ tx, note }, { attendanceId, state, why }) {
    const meeting = await tx.policyAttendance.findUnique({ where: { id: attendanceId }, select: { id: true } });
    if (!meeting) throw notFound("This list");
    const resource = { type: "policy_meeting", id: attendanceId };
    const after = { state, why };
    note({
      action: "meeting.integrity-alert",
      type: "security_event",
      riskLevel: "critical",
      resource,
      after,
    });
    return { output: after, event: { resource, after } };
  },
});

/**
 * Before a list is opened: its bytes are read again and compared with the signed entry of the trail. A replaced or altered one is not
 * served, and is on record at once.
 */
export async function assertListIntact(actor: Actor, input: unknown): Promise<void> {
  // Without the permission the download itself refuses, and nothing is learnt here.
  if (!mayDo(actor, "policy:library")) return;
  const { attendanceId } = z.object({ attendanceId: z.uuid() }).parse(input);
  const checker = systemActor(actor.organizationId, "meeting-list-check", actor.requestId);
  const { object, trail } = await locateList(checker, { attendanceId });
  const stored = object === null ? "missing" : await checkObject(objectStore(), object);
  const found =
    stored !== "verified"
      ? { state: stored }
      : !trail.ok
        ? { state: "failed" as const, why: trail.why }
        : trail.sha256 !== object?.sha256 || trail.objectId !== object.id
          ? { state: "failed" as const, why: "the trail remembers another one" }
          : null;
  if (found === null) return;
  log.error({ meeting: attendanceId, state: found.state, organization: actor.organizationId }, "a list is not intact");
  await recordDamagedList(checker, { attendanceId, ...found });
  throw new AppError("conflict", damageWords(found.state, "why" in found ? found.why : undefined));
}
