import "server-only";
import { z } from "zod";
import type { Tx } from "../platform/db/client";
import { notFound } from "../platform/errors";
import { canonicalHash } from "./content-hash";
import { formerMember } from "./people";
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

type Row = {
  id: string;
  organizationId: string;
  organization: string;
  policyId: string;
  reference: string;
  title: string;
  versionId: string;
  number: number;
  contentSha256: string;
  personId: string;
  name: string | null;
  typedName: string;
  statement: string;
  method: AcknowledgementMethod;
  acknowledgedAt: Date;
  recordedAt: Date;
  ip: string | null;
  userAgent: string | null;
  readPercent: number | null;
  visibleSeconds: number | null;
};

/** What a person holds in hand after acknowledging. */
export async function receiptOf(tx: Tx, acknowledgementId: string): Promise<Receipt> {
  const [row] = await tx.$queryRaw<Row[]>`
    select k.id, k.organization_id as "organizationId", o.name as organization, p.id as "policyId", p.reference, p.title,
      v.id as "versionId", v.number, k.content_sha256 as "contentSha256", k.person_id as "personId", person.name, k.typed_name as "typedName",
      k.statement, k.method::text as method, k.acknowledged_at as "acknowledgedAt", k.recorded_at as "recordedAt", k.ip,
      k.user_agent as "userAgent", k.read_percent as "readPercent", k.visible_seconds as "visibleSeconds"
    from policy_acknowledgement k join policy_version v on v.id = k.version_id join policy p on p.id = v.policy_id
      join organization o on o.id = k.organization_id left join person on person.id = k.person_id
    where k.id = ${acknowledgementId}::uuid`;
  if (!row) throw notFound("This receipt");
  const receipt = {
    format: "policy-receipt/1" as const,
    id: row.id,
    organization: { id: row.organizationId, name: row.organization },
    policy: { id: row.policyId, reference: row.reference, title: row.title },
    version: { id: row.versionId, number: row.number, content_sha256: row.contentSha256 },
    person: { id: row.personId, name: row.name ?? formerMember, typed_name: row.typedName },
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
