import "server-only";
import { z } from "zod";
import { mayDo } from "../../platform/auth/actor-types";
import { HOUR } from "../../platform/calendar";
import type { Tx } from "../../platform/db/client";
import { AppError, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { query } from "../../platform/operation/query";
import { personActing } from "../people";
import { LessonMedia } from "./lesson-media";

const waits = 24 * HOUR;

/** Registers a film or document that was streamed into the object store; a lesson claims it within a day. */
export const storeLessonFile = command({
  name: "training.store-file",
  summary: "Store a film or a document for a lesson; claim it by adding the lesson",
  permission: "training:write",
  type: "training",
  crud: "create",
  controls: ["CC1.4", "A.6.3"],
  input: z.object({
    storageKey: z.string().min(1),
    wrappedKey: z.instanceof(Uint8Array<ArrayBufferLike>),
    sha256: z.string().length(64),
    size: z.bigint(),
    fileName: z.string().min(1).max(200),
    mediaType: LessonMedia,
  }),
  async run({ tx, actor, now }, { wrappedKey, ...file }) {
    const id = newId(now.getTime());
    await tx.storedObject.create({
      data: {
        ...file,
        id,
        organizationId: actor.organizationId,
        purpose: "training",
        wrappedKey: new Uint8Array(wrappedKey),
        createdAt: now,
        expiresAt: new Date(now.getTime() + waits),
      },
    });
    const { sha256, size, fileName, mediaType } = file;
    return {
      output: { objectId: id, sha256, size, fileName, mediaType },
      event: {
        resource: { type: "stored_object", id, label: fileName },
        after: { sha256, size: Number(size), mediaType },
      },
    };
  },
});

/** Makes a stored file the file of one lesson; it is claimed once. */
export async function claimLessonFile(tx: Tx, objectId: string, now: Date) {
  const { count } = await tx.storedObject.updateMany({
    where: { id: objectId, purpose: "training", expiresAt: { gt: now }, destroyedAt: null },
    data: { expiresAt: null },
  });
  const object = count === 1 ? await tx.storedObject.findUnique({ where: { id: objectId } }) : null;
  if (!object) throw new AppError("conflict", "Nothing was added: the file is not there any longer. Send it again.");
  const { fileName, mediaType, size } = object;
  return { objectId, fileName, mediaType, size };
}

/** The film or document of a lesson: for whoever is asked to take its course, and for those who write and review courses. */
export const lessonFile = query({
  name: "training.lesson-file",
  summary: "Open the film or document of a lesson",
  permission: "training:learn",
  input: z.object({ lessonId: z.uuid() }),
  async run({ tx, actor }, { lessonId }) {
    const lesson = await tx.trainingLesson.findUnique({ where: { id: lessonId } });
    if (!lesson?.objectId || !lesson.mediaType || !lesson.fileName) throw notFound("This file");
    if (!mayDo(actor, "training:read")) {
      const asked = await tx.trainingAssignment.count({
        where: { courseId: lesson.courseId, personId: personActing(actor), status: { not: "withdrawn" } },
      });
      if (asked === 0) throw notFound("This file");
    }
    const object = await tx.storedObject.findUniqueOrThrow({ where: { id: lesson.objectId } });
    return { object, fileName: lesson.fileName, mediaType: lesson.mediaType };
  },
});
