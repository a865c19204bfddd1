import "server-only";
import { fileTypeFromBuffer } from "file-type";
import { z } from "zod";
import { AppError, notFound } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { query } from "../../platform/operation/query";
import { pictureType } from "../files/picture-type";
import { largestDocument, readBytes, storeBytes } from "../files/receive";
import { registerFile, waitingFile } from "../files/waiting-file";
import { damageWords } from "./damage-words";
import { listInTrail } from "./list-in-trail";

/** The signed list of a meeting: a PDF or a photograph, judged by its bytes; nothing else is stored. */
export async function receiveMeetingList(request: Request, name: string) {
  const bytes = await readBytes(request, largestDocument);
  const pdf = (await fileTypeFromBuffer(bytes))?.mime === "application/pdf";
  const mediaType = pdf ? "application/pdf" : (await pictureType(bytes))?.mediaType;
  if (!mediaType) throw new AppError("unsupported", "Choose a PDF or a photograph. Nothing was stored.");
  return storeBytes(bytes, name, mediaType);
}

/** Registers the list of a meeting; recording the meeting claims it within a day. */
export const storeMeetingList = command({
  name: "policy.store-meeting-list",
  summary: "Store the signed list of a meeting; claim it by recording the meeting",
  permission: "policy:meeting",
  type: "compliance_control",
  crud: "create",
  controls: ["CC2.2", "A.6.3"],
  input: waitingFile,
  run: ({ tx, actor, now }, file) =>
    registerFile(tx, { organizationId: actor.organizationId, purpose: "meeting", now }, file),
});

export const meetingList = query({
  name: "policy.meeting-list",
  summary: "Open the signed list of a meeting",
  permission: "policy:library",
  input: z.object({ attendanceId: z.uuid() }),
  async run({ tx }, { attendanceId }) {
    const meeting = await tx.policyAttendance.findUnique({ where: { id: attendanceId } });
    if (!meeting?.attachmentId) throw notFound("This list");
    const trail = await listInTrail(tx, meeting);
    const object = trail.ok ? await tx.storedObject.findUnique({ where: { id: trail.objectId } }) : null;
    if (!trail.ok || object === null || object.id !== meeting.attachmentId) {
      throw new AppError("conflict", damageWords("failed", trail.ok ? undefined : trail.why));
    }
    // Hash, size, name and kind as the signed entry says: bytes that are not these do not leave.
    const { sha256, size, fileName, mediaType } = trail;
    return { object: { ...object, sha256, size }, fileName, mediaType };
  },
  audited: ({ object }, { attendanceId }) => ({
    resource: { type: "policy_meeting", id: attendanceId },
    after: { objectId: object.id, sha256: object.sha256 },
  }),
});
