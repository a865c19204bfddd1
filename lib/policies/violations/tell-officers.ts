import "server-only";
import type { Tx } from "../../platform/db/client";
import { env } from "../../platform/env";
import { notifyOnce } from "../reminders/notify";
import { type ViolationSeverity, violationSeverityLabels } from "../schema";

type Told = {
  id: string;
  organizationId: string;
  reference: string;
  severity: ViolationSeverity;
  subjectId: string | null;
};
const subjects = {
  "violation-critical": (told: Told) => `${told.reference}: a critical violation`,
  "violation-new": (told: Told) => `${told.reference}: a new violation`,
  "violation-receipt-due": (told: Told) => `${told.reference}: confirm its receipt`,
  "violation-feedback-due": (told: Told) => `${told.reference}: give feedback`,
};
const asks = {
  "violation-critical": "It waits for somebody to investigate it.",
  "violation-new": "It waits for somebody to investigate it.",
  "violation-receipt-due": "Whoever reported it must be told within seven days that it arrived.",
  "violation-feedback-due": "Whoever reported it must be told within three months what was done.",
};

/** One mail per officer, kind and violation; never to whom it is about. What was reported is read in the portal only. */
export async function tellOfficers(tx: Tx, told: Told, kind: keyof typeof subjects, now: Date): Promise<number> {
  const officers = await tx.membership.findMany({
    where: {
      organizationId: told.organizationId,
      active: true,
      roles: { has: "compliance_officer" },
      ...(told.subjectId ? { personId: { not: told.subjectId } } : {}),
    },
    orderBy: { personId: "asc" },
    select: { person: { select: { id: true, email: true } } },
  });
  let queued = 0;
  for (const { person } of officers) {
    const body = [
      `${told.reference} · ${violationSeverityLabels[told.severity]}`,
      asks[kind],
      `${env.PUBLIC_URL}/policies/violations/${told.id}`,
    ].join("\n\n");
    const mail = { organizationId: told.organizationId, kind, recipient: person, object: told.id };
    if (await notifyOnce(tx, { ...mail, subject: subjects[kind](told), body }, now)) queued += 1;
  }
  return queued;
}
