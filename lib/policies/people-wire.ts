import { z } from "zod";
import { ExemptionKind, ExemptionStatus } from "./exemptions/schema";

export const groupWire = z.object({
  id: z.uuid(),
  name: z.string(),
  description: z.string(),
  members: z.number(),
});

export const exemptionWire = z.object({
  id: z.uuid(),
  reference: z.string(),
  policy_id: z.uuid(),
  policy: z.string(),
  kind: ExemptionKind,
  status: ExemptionStatus,
  of: z.string().describe("Whose, or which rule where"),
  reason: z.string(),
  compensating_measure: z.string(),
  requested_by: z.string(),
  decided_by: z.string().nullable(),
  decision_comment: z.string().nullable(),
  expires_on: z.iso.date(),
});

type Exemption = {
  id: string;
  reference: string;
  policyId: string;
  policy: string;
  kind: ExemptionKind;
  status: ExemptionStatus;
  of: string;
  reason: string;
  compensatingMeasure: string;
  requester: string;
  approver: string | null;
  decisionComment: string | null;
  expiresOn: string;
};

/** An exemption in the names of the REST interface (P16). */
export const exemptionOnWire = (row: Exemption): z.output<typeof exemptionWire> => ({
  id: row.id,
  reference: row.reference,
  policy_id: row.policyId,
  policy: row.policy,
  kind: row.kind,
  status: row.status,
  of: row.of,
  reason: row.reason,
  compensating_measure: row.compensatingMeasure,
  requested_by: row.requester,
  decided_by: row.approver,
  decision_comment: row.decisionComment,
  expires_on: row.expiresOn,
});
