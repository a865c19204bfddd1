import "server-only";
import { z } from "zod";
import { mayDo } from "../../platform/auth/actor-types";
import { notFound } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { query } from "../../platform/operation/query";
import { registerFile, waitingFile } from "../files/waiting-file";
import { personActing } from "../people";
import { LessonMedia } from "./lesson-media";

/** Registers a film or document that was streamed into the object store; a lesson claims it within a day. */
export const storeLessonFile = command({
  name: "training.store-file",
  summary: "Store a film or a document for a lesson; claim it by adding the lesson",
  permission: "training:write",
  type: "training",
  crud: "create",
  controls: ["CC1.4", "A.6.3"],
  input: waitingFile.extend({ mediaType: LessonMedia }),
  run: ({ tx, actor, now }, file) =>
    registerFile(tx, { organizationId: actor.organizationId, purpose: "training", now }, file),
});

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
