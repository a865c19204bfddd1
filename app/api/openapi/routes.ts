import type { RouteMeta } from "@/lib/platform/http/define-route";
import type { DocumentedRoute } from "@/lib/portal/openapi";
import * as auditArchivesIdFile from "../v1/audit/archives/[id]/file/route";
import * as auditEventsId from "../v1/audit/events/[id]/route";
import * as auditEvents from "../v1/audit/events/route";
import * as auditEvidenceIdFile from "../v1/audit/evidence/[id]/file/route";
import * as auditEvidenceFiles from "../v1/audit/evidence/files/route";
import * as auditEvidence from "../v1/audit/evidence/route";
import * as auditExportsIdCancel from "../v1/audit/exports/[id]/cancel/route";
import * as auditExportsIdFile from "../v1/audit/exports/[id]/file/route";
import * as auditExportsId from "../v1/audit/exports/[id]/route";
import * as auditExports from "../v1/audit/exports/route";
import * as auditLogOrganizationCheckpoint from "../v1/audit/log/[organization]/checkpoint/route";
import * as auditLogOrganizationConsistency from "../v1/audit/log/[organization]/consistency/route";
import * as auditLogOrganizationPolicy from "../v1/audit/log/[organization]/policy/route";
import * as auditLogOrganizationTileLevelPath from "../v1/audit/log/[organization]/tile/[level]/[...path]/route";
import * as auditLogOrganizationTileEntriesPath from "../v1/audit/log/[organization]/tile/entries/[...path]/route";
import * as auditReport from "../v1/audit/report/route";
import * as auditStream from "../v1/audit/stream/route";
import * as complianceDashboardOrgId from "../v1/compliance/dashboard/[org_id]/route";
import * as peopleAbsencesId from "../v1/people/absences/[id]/route";
import * as peopleAbsencesIdWithdraw from "../v1/people/absences/[id]/withdraw/route";
import * as peopleAbsences from "../v1/people/absences/route";
import * as policiesIdAcknowledgements from "../v1/policies/[id]/acknowledgements/route";
import * as policiesAudienceSize from "../v1/policies/audience-size/route";
import * as policiesComplianceStatusOrgId from "../v1/policies/compliance-status/[org_id]/route";
import * as policiesCoursesIdLessons from "../v1/policies/courses/[id]/lessons/route";
import * as policiesCoursesIdPartsPartId from "../v1/policies/courses/[id]/parts/[part_id]/route";
import * as policiesCoursesIdPublication from "../v1/policies/courses/[id]/publication/route";
import * as policiesCoursesIdQuestions from "../v1/policies/courses/[id]/questions/route";
import * as policiesCoursesId from "../v1/policies/courses/[id]/route";
import * as policiesCourses from "../v1/policies/courses/route";
import * as policiesDraftsIdImport from "../v1/policies/drafts/[id]/import/route";
import * as policiesDraftsId from "../v1/policies/drafts/[id]/route";
import * as policiesExemptionsIdDecision from "../v1/policies/exemptions/[id]/decision/route";
import * as policiesExemptionsIdEnd from "../v1/policies/exemptions/[id]/end/route";
import * as policiesExemptions from "../v1/policies/exemptions/route";
import * as policiesExport from "../v1/policies/export/route";
import * as policiesFiguresKey from "../v1/policies/figures/[key]/route";
import * as policiesFilesId from "../v1/policies/files/[id]/route";
import * as policiesFiles from "../v1/policies/files/route";
import * as policiesGroupsIdMembersPersonId from "../v1/policies/groups/[id]/members/[person_id]/route";
import * as policiesGroupsIdMembers from "../v1/policies/groups/[id]/members/route";
import * as policiesGroupsId from "../v1/policies/groups/[id]/route";
import * as policiesGroups from "../v1/policies/groups/route";
import * as policiesImport from "../v1/policies/import/route";
import * as policiesLessonsIdFile from "../v1/policies/lessons/[id]/file/route";
import * as policiesLessonsFiles from "../v1/policies/lessons/files/route";
import * as policiesMatrix from "../v1/policies/matrix/route";
import * as policiesMeetingsIdFile from "../v1/policies/meetings/[id]/file/route";
import * as policiesMeetingsFiles from "../v1/policies/meetings/files/route";
import * as policiesReceiptsId from "../v1/policies/receipts/[id]/route";
import * as policies from "../v1/policies/route";
import * as policiesVersionsIdEmergencyConfirmation from "../v1/policies/versions/[id]/emergency/confirmation/route";
import * as policiesVersionsIdEmergency from "../v1/policies/versions/[id]/emergency/route";
import * as policiesVersionsIdFile from "../v1/policies/versions/[id]/file/route";
import * as privacyDataSubjectRequest from "../v1/privacy/data-subject-request/route";
import * as supportTicketsIdReplies from "../v1/support/tickets/[id]/replies/route";
import * as supportTickets from "../v1/support/tickets/route";

/** Every route of the REST interface under its path; a test fails for one that is missing. */
const modules: Record<string, Record<string, { route: RouteMeta }>> = {
  "/api/v1/audit/archives/{id}/file": auditArchivesIdFile,
  "/api/v1/audit/events/{id}": auditEventsId,
  "/api/v1/audit/events": auditEvents,
  "/api/v1/audit/evidence/{id}/file": auditEvidenceIdFile,
  "/api/v1/audit/evidence/files": auditEvidenceFiles,
  "/api/v1/audit/evidence": auditEvidence,
  "/api/v1/audit/exports/{id}/cancel": auditExportsIdCancel,
  "/api/v1/audit/exports/{id}/file": auditExportsIdFile,
  "/api/v1/audit/exports/{id}": auditExportsId,
  "/api/v1/audit/exports": auditExports,
  "/api/v1/audit/log/{organization}/checkpoint": auditLogOrganizationCheckpoint,
  "/api/v1/audit/log/{organization}/consistency": auditLogOrganizationConsistency,
  "/api/v1/audit/log/{organization}/policy": auditLogOrganizationPolicy,
  "/api/v1/audit/log/{organization}/tile/{level}/{path}": auditLogOrganizationTileLevelPath,
  "/api/v1/audit/log/{organization}/tile/entries/{path}": auditLogOrganizationTileEntriesPath,
  "/api/v1/audit/report": auditReport,
  "/api/v1/audit/stream": auditStream,
  "/api/v1/compliance/dashboard/{org_id}": complianceDashboardOrgId,
  "/api/v1/people/absences/{id}/withdraw": peopleAbsencesIdWithdraw,
  "/api/v1/people/absences/{id}": peopleAbsencesId,
  "/api/v1/people/absences": peopleAbsences,
  "/api/v1/policies/{id}/acknowledgements": policiesIdAcknowledgements,
  "/api/v1/policies/compliance-status/{org_id}": policiesComplianceStatusOrgId,
  "/api/v1/policies/audience-size": policiesAudienceSize,
  "/api/v1/policies/courses/{id}/lessons": policiesCoursesIdLessons,
  "/api/v1/policies/courses/{id}/parts/{part_id}": policiesCoursesIdPartsPartId,
  "/api/v1/policies/courses/{id}/publication": policiesCoursesIdPublication,
  "/api/v1/policies/courses/{id}/questions": policiesCoursesIdQuestions,
  "/api/v1/policies/courses/{id}": policiesCoursesId,
  "/api/v1/policies/courses": policiesCourses,
  "/api/v1/policies/figures/{key}": policiesFiguresKey,
  "/api/v1/policies/drafts/{id}/import": policiesDraftsIdImport,
  "/api/v1/policies/drafts/{id}": policiesDraftsId,
  "/api/v1/policies/exemptions/{id}/decision": policiesExemptionsIdDecision,
  "/api/v1/policies/exemptions/{id}/end": policiesExemptionsIdEnd,
  "/api/v1/policies/exemptions": policiesExemptions,
  "/api/v1/policies/export": policiesExport,
  "/api/v1/policies/files/{id}": policiesFilesId,
  "/api/v1/policies/files": policiesFiles,
  "/api/v1/policies/groups/{id}/members/{person_id}": policiesGroupsIdMembersPersonId,
  "/api/v1/policies/groups/{id}/members": policiesGroupsIdMembers,
  "/api/v1/policies/groups/{id}": policiesGroupsId,
  "/api/v1/policies/groups": policiesGroups,
  "/api/v1/policies/import": policiesImport,
  "/api/v1/policies/lessons/{id}/file": policiesLessonsIdFile,
  "/api/v1/policies/lessons/files": policiesLessonsFiles,
  "/api/v1/policies/matrix": policiesMatrix,
  "/api/v1/policies/meetings/{id}/file": policiesMeetingsIdFile,
  "/api/v1/policies/meetings/files": policiesMeetingsFiles,
  "/api/v1/policies/receipts/{id}": policiesReceiptsId,
  "/api/v1/policies/versions/{id}/emergency/confirmation": policiesVersionsIdEmergencyConfirmation,
  "/api/v1/policies/versions/{id}/emergency": policiesVersionsIdEmergency,
  "/api/v1/policies/versions/{id}/file": policiesVersionsIdFile,
  "/api/v1/policies": policies,
  "/api/v1/privacy/data-subject-request": privacyDataSubjectRequest,
  "/api/v1/support/tickets/{id}/replies": supportTicketsIdReplies,
  "/api/v1/support/tickets": supportTickets,
};

const methods = { GET: "get", POST: "post", PUT: "put", DELETE: "delete" } as const;

export const routes: DocumentedRoute[] = Object.entries(modules).flatMap(([path, module]) =>
  Object.entries(methods).flatMap(([name, method]) => {
    const handler = module[name];
    return handler ? [{ path, method, route: handler.route }] : [];
  }),
);
