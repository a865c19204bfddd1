import "server-only";
import { z } from "zod";
import type { Tx } from "../platform/db/client";
import { canonicalHash } from "./content-hash";
import { namesOf } from "./people";
import { AcknowledgementMethod } from "./schema";

/** The facts of an acknowledgement under the very names that are hashed and downloaded. */
const facts = z.object({
  format: z.literal("policy-receipt/1"),
  id: z.uuid(),
  organization: z.object({ id: z.uuid(), name: z.string() }),
  policy: z.object({ id: z.uuid(), reference: z.string(), title: z.string() }),
  version: z.object({ id: z.uuid(), number: z.number(), content_sha256: z.string() }),
  person: z.object({ id: z.uuid(), name: z.string(), typed_name: z.string() }),
  statement: z.string(),
  method: AcknowledgementMethod,
  acknowledged_at: z.string(),
  recorded_at: z.string(),
  evidence: z.object({
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    read_percent: z.number().nullable(),
    visible_seconds: z.number().nullable(),
  }),
});

export const receiptShape = facts.extend({
  /** SHA-256 of the canonical JSON (RFC 8785) of everything above it. */
  sha256: z.string(),
});
export type Receipt = z.output<typeof receiptShape>;

/** What a person holds in hand after acknowledging. */
export async function receiptOf(tx: Tx, acknowledgementId: string): Promise<Receipt> {
  const row = await tx.policyAcknowledgement.findUniqueOrThrow({
    where: { id: acknowledgementId },
    include: { version: { include: { policy: true } } },
  });
  const organization = await tx.organization.findUniqueOrThrow({ where: { id: row.organizationId } });
  const nameOf = await namesOf(tx, [row.personId]);
  const { version } = row;
  const receipt = {
    format: "policy-receipt/1" as const,
    id: row.id,
    organization: { id: organization.id, name: organization.name },
    policy: { id: version.policyId, reference: version.policy.reference, title: version.title },
    version: { id: version.id, number: version.number, content_sha256: row.contentSha256 },
    person: { id: row.personId, name: nameOf(row.personId), typed_name: row.typedName },
    statement: row.statement,
    method: row.method,
    acknowledged_at: row.acknowledgedAt.toISOString(),
    recorded_at: row.recordedAt.toISOString(),
    evidence: {
      ip: row.ip,
      user_agent: row.userAgent,
      read_percent: row.readPercent,
      visible_seconds: row.visibleSeconds,
    },
  };
  return { ...receipt, sha256: canonicalHash(receipt) };
}
