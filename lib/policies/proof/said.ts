import { z } from "zod";
import { toHex } from "../../platform/crypto/bytes";
import { canonicalize } from "../../platform/crypto/canonical-json";
import { sha256 } from "../../platform/crypto/sha256";
import { AcknowledgementMethod } from "../schema";

/** Who acknowledged, as it was then. Sealed in the leaf, which carries their salted digest in the open (docs/decisions/034). */
export const personDetails = z.strictObject({
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  email: z.string(),
  typed_name: z.string(),
});
export type PersonDetails = z.output<typeof personDetails>;

export const detailsDigest = (details: PersonDetails) => toHex(sha256(canonicalize(details)));

/** What an entry of the log says about an acknowledgement; those of before December 2026 say less. */
const leafShape = z.looseObject({
  id: z.string(),
  action: z.literal("policy.acknowledge"),
  outcome: z.literal("success"),
  organization: z.string(),
  actor: z.looseObject({ kind: z.literal("user"), id: z.string() }),
  resource: z.looseObject({ type: z.literal("policy_acknowledgement"), id: z.string(), label: z.string() }),
  occurredAt: z.string(),
  change: z.looseObject({
    after: z.looseObject({
      versionId: z.string(),
      contentSha256: z.string(),
      statement: z.string(),
      method: AcknowledgementMethod,
      round: z.number().optional(),
      readPercent: z.number().nullish(),
      visibleSeconds: z.number().nullish(),
      organizationName: z.string().optional(),
      policy: z.looseObject({ id: z.string(), reference: z.string(), title: z.string() }).optional(),
      versionNumber: z.number().optional(),
      assignedAt: z.string().optional(),
      dueOn: z.string().optional(),
      detailsSha256: z.string().optional(),
    }),
  }),
});
export type AcknowledgementLeaf = z.output<typeof leafShape>;

/** Null when it is not the entry of an acknowledgement. */
export function readLeaf(text: string): AcknowledgementLeaf | null {
  return leafShape.safeParse(JSON.parse(text)).data ?? null;
}

export const digestIn = (leaf: AcknowledgementLeaf) => leaf.change.after.detailsSha256;

/**
 * Everything a receipt says, from the entry alone: it is made by this and checked by this, so that a receipt has no word the entry
 * does not have. The details are those the entry's digest was found to be of; null says nothing about the person but the id.
 */
export function saidBy(leaf: AcknowledgementLeaf, details: PersonDetails | null) {
  const { after } = leaf.change;
  const { salt: _, ...person } = details ?? {};
  return withoutGaps({
    id: leaf.resource.id,
    acknowledged: leaf.resource.label,
    organization: { id: leaf.organization, name: after.organizationName },
    policy: after.policy && { id: after.policy.id, reference: after.policy.reference, title: after.policy.title },
    version: { id: after.versionId, number: after.versionNumber, content_sha256: after.contentSha256 },
    person: { id: leaf.actor.id, ...(person as Partial<Omit<PersonDetails, "salt">>) },
    statement: after.statement,
    method: after.method,
    round: after.round,
    assigned_at: after.assignedAt,
    due_on: after.dueOn,
    acknowledged_at: leaf.occurredAt,
    evidence: { read_percent: after.readPercent, visible_seconds: after.visibleSeconds },
  });
}
export type Said = ReturnType<typeof saidBy>;

/** As it is in a file: what is not known is not there. */
const withoutGaps = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;
