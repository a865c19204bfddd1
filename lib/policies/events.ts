import { z } from "zod";
import { defineEvent } from "../platform/define-event";

const version = z.object({ organizationId: z.uuid(), policyId: z.uuid(), versionId: z.uuid() });

/** A version came into force: the job that asks its audience begins. */
export const versionPublished = defineEvent("policy/version.published", version);

/** People joined, moved or left: one version's audience is settled anew. */
export const audienceChanged = defineEvent("policy/audience.changed", version);

export const policyAcknowledged = defineEvent(
  "policy/version.acknowledged",
  z.object({ organizationId: z.uuid(), policyId: z.uuid(), versionId: z.uuid(), acknowledgementId: z.uuid() }),
);

/** Nobody confirmed an emergency publication in time: the version before is back in force, and a violation is to be opened (P4). */
export const emergencyLapsed = defineEvent("policies/emergency.lapsed", version.extend({ publishedById: z.uuid() }));

/** A course was published: the job that asks its audience begins. */
export const coursePublished = defineEvent(
  "policies/course.published",
  z.object({ organizationId: z.uuid(), courseId: z.uuid() }),
);
