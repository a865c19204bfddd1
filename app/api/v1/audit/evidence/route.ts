import { z } from "zod";
import { pushEvidence } from "@/lib/audit/evidence/push";
import { listEvidence } from "@/lib/audit/evidence/queries";
import { EvidenceType, RetentionClass } from "@/lib/audit/schema";
import { now } from "@/lib/platform/clock";
import { utcDay } from "@/lib/platform/collecting";
import { defineRoute } from "@/lib/platform/http/define-route";
import { receiveEvidence } from "./receive";

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
const requirements = z.array(z.string());

/** JSON, or multipart/form-data with the file in the part `file`. `content` is text, or any JSON, which is kept as it would be written; `control_objectives` is the guide's name. */
export const POST = defineRoute(pushEvidence, {
  status: 201,
  read: receiveEvidence,
  body: z
    .object({
      content: z
        .union([z.string(), z.record(z.string(), z.unknown()), z.array(z.unknown())])
        .optional()
        .describe("At most 1 MiB. Larger files: POST /api/v1/audit/evidence/files, then object_id."),
      object_id: z.uuid().optional(),
      file_name: z.string().optional(),
      sha256: z
        .string()
        .optional()
        .describe(
          "SHA-256 of the file, or of a text sent as content. The portal computes its own and refuses another one.",
        ),
      title: z.string(),
      description: z.string().optional(),
      evidence_type: EvidenceType,
      control_ids: requirements.optional(),
      control_objectives: requirements.optional(),
      effective_from: date.optional().describe("Left out: today, UTC."),
      effective_to: date.optional(),
      source_system: z.string().optional(),
      retention_class: RetentionClass.optional(),
    })
    .refine((wire) => (wire.content === undefined) !== (wire.object_id === undefined), {
      path: ["content"],
      message: "Send either content or the object_id of a stored file.",
    }),
  toInput: (wire) => {
    const today = utcDay(now());
    const { content } = wire;
    const text =
      typeof content === "string" || content === undefined ? content : `${JSON.stringify(content, null, 2)}\n`;
    return {
      objectId: wire.object_id,
      content: text,
      sha256: wire.sha256,
      fileName: wire.file_name ?? (content === text ? "content.txt" : "content.json"),
      title: wire.title,
      description: wire.description,
      type: wire.evidence_type,
      controlIds: wire.control_ids ?? wire.control_objectives,
      effectiveFrom: wire.effective_from ?? wire.effective_to ?? today,
      effectiveTo: wire.effective_to ?? wire.effective_from ?? today,
      sourceSystem: wire.source_system,
      retentionClass: wire.retention_class,
    };
  },
  toOutput: ({ id, reference, sha256 }) => ({ evidence_id: id, reference, sha256 }),
  response: z.object({ evidence_id: z.uuid(), reference: z.string(), sha256: z.string() }),
});
