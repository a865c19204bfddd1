import "server-only";
import type { InngestFunction } from "inngest";
import { escalateAlerts } from "@/lib/audit/alerts/jobs";
import { anchorLogs } from "@/lib/audit/anchor/jobs";
import { carryOutLogArchives, proposeLogArchives } from "@/lib/audit/archive/jobs";
import { verifyLogs, verifyTails } from "@/lib/audit/check/jobs";
import { collectorFunctions } from "@/lib/audit/collectors/jobs";
import { detect } from "@/lib/audit/detection/jobs";
import { executeDisposals, proposeDisposals, sweepEvidenceFiles } from "@/lib/audit/disposal/jobs";
import { buildAuditExport, sweepAuditExports } from "@/lib/audit/export/jobs";
import { applyHolds } from "@/lib/audit/holds/jobs";

import { documentClosedIncident, escalateIncidents } from "@/lib/audit/incidents/jobs";

import { scrubEvidence } from "@/lib/audit/jobs";
import { carryOutRetention, listErasures, proposeEndedRetention, tellLostKeysOfLogs } from "@/lib/audit/keys/jobs";
import { watchLogs } from "@/lib/audit/log/jobs";
import { alertLostMails, watchMails } from "@/lib/audit/mail/jobs";
import { remindAccessReviewers, settleAccessReview } from "@/lib/audit/reviews/jobs";
import { deliverWebhooks } from "@/lib/audit/stream/jobs";
import { forgetSignIns } from "@/lib/platform/auth/sessions/jobs";
import { destroyBackupKeys } from "@/lib/platform/backup/jobs";
import { deleteOldJobRuns } from "@/lib/platform/jobs/housekeeping";
import { forgetMailSecrets } from "@/lib/platform/mail/forget-secrets";
import { followAbsences, moveDueDatesOfPerson } from "@/lib/policies/due-dates/jobs";
import { distributePolicy, settlePolicyAudiences } from "@/lib/policies/jobs";
import { sendPolicyReminders } from "@/lib/policies/reminders/jobs";
import { keepPolicyTime, reaffirmOldAcknowledgements } from "@/lib/policies/time/jobs";
import { assignPublishedCourse, settleTraining } from "@/lib/policies/training/jobs";
import { detectViolations, noteBrokenRule, noteLapsedEmergency } from "@/lib/policies/violations/jobs";
import { privacyFunctions } from "@/lib/privacy/jobs";
import { rejudgeOpenTickets, sweepSlaClocks } from "@/lib/support/jobs";
import { contributions } from "./contributions";

/** Everything that happens later, in all domains. */
export const functions: InngestFunction.Any[] = [
  deleteOldJobRuns,
  forgetMailSecrets,
  destroyBackupKeys,
  forgetSignIns,
  applyHolds,
  proposeDisposals,
  executeDisposals,
  sweepEvidenceFiles,
  proposeLogArchives,
  carryOutLogArchives,
  scrubEvidence,
  verifyLogs,
  verifyTails,
  anchorLogs,
  watchLogs,
  detect,
  buildAuditExport,
  sweepAuditExports,
  escalateAlerts,
  watchMails,
  alertLostMails,
  escalateIncidents,
  documentClosedIncident,
  deliverWebhooks,
  proposeEndedRetention,
  carryOutRetention,
  listErasures,
  tellLostKeysOfLogs,
  distributePolicy,
  settlePolicyAudiences,
  moveDueDatesOfPerson,
  followAbsences,
  keepPolicyTime,
  sendPolicyReminders,
  reaffirmOldAcknowledgements,
  assignPublishedCourse,
  settleTraining,
  detectViolations,
  noteBrokenRule,
  noteLapsedEmergency,
  sweepSlaClocks,
  rejudgeOpenTickets,
  settleAccessReview,
  remindAccessReviewers,
  ...privacyFunctions(contributions),
  ...collectorFunctions(contributions),
];
