import { z } from "zod";
import { collectEvidence } from "@/lib/audit/evidence/collect";
import { listEvidence } from "@/lib/audit/evidence/queries";
import { EvidenceType } from "@/lib/audit/schema";
import { defineRoute } from "@/lib/platform/http/define-route";

export const GET = defineRoute(listEvidence, {
  toOutput: ({ evidence, count, next }) => ({
    items: evidence.map((each) => ({
      evidence_id: each.id,
      reference: each.reference,
      title: each.title,
      type: each.type,
      status: each.status,
      control_ids: each.controlIds,
      integrity: each.versions[0]?.integrity ?? "unchecked",
      sha256: each.versions[0]?.sha256 ?? null,
      created_at: each.createdAt,
    })),
    count,
    next_cursor: next ?? null,
  }),
});

const date = z.iso.date();

export const POST = defineRoute(collectEvidence, {
  status: 201,
  body: z.object({
    object_id: z.uuid(),
    title: z.string(),
    description: z.string().optional(),
    evidence_type: EvidenceType,
    control_ids: z.array(z.string()),
    effective_from: date,
    effective_to: date,
    source_system: z.string().optional(),
  }),
  toInput: (wire) => ({
    objectId: wire.object_id,
    title: wire.title,
    description: wire.description,
    type: wire.evidence_type,
    controlIds: wire.control_ids,
    effectiveFrom: wire.effective_from,
    effectiveTo: wire.effective_to,
    sourceSystem: wire.source_system,
  }),
  toOutput: ({ id, reference, sha256 }) => ({ evidence_id: id, reference, sha256 }),
  response: z.object({ evidence_id: z.uuid(), reference: z.string(), sha256: z.string() }),
});
