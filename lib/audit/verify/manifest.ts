import { z } from "zod";

const decimal = z.string().regex(/^(0|[1-9]\d{0,19})$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Every filter an export can be made with; what is not set does not restrict. */
export const eventFilter = z.strictObject({
  action: z.string().optional(),
  type: z.string().optional(),
  crud: z.string().optional(),
  outcome: z.string().optional(),
  riskLevel: z.string().optional(),
  actorId: z.string().optional(),
  resourceType: z.string().optional(),
  resourceId: z.string().optional(),
  controlId: z.string().optional(),
  /** Of a request, or of a correlation. */
  requestId: z.string().optional(),
  sessionId: z.string().optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
});
export type EventFilter = z.infer<typeof eventFilter>;

/** `manifest.json` of an export package. Sizes and indexes are decimal text: they have 64 bits. */
export const packageManifest = z.strictObject({
  format: z.literal("plinto-audit-package/1"),
  checkpoint: z.strictObject({ origin: z.string().min(1), size: decimal, root: z.string() }),
  selection: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("range"), first: decimal, count: decimal }),
    z.strictObject({ kind: z.literal("filter"), filter: eventFilter }),
  ]),
  /** The files of the evidence that the events collected go along. */
  evidence: z.literal(true).optional(),
  requestedBy: z.string(),
  requestedAt: z.iso.datetime(),
  policySha256: sha256,
  files: z.array(
    z.strictObject({
      path: z.string(),
      sha256,
      bytes: z.number().int().nonnegative(),
      rows: z.number().int().nonnegative().optional(),
    }),
  ),
});
export type PackageManifest = z.infer<typeof packageManifest>;

/** Names of the files of a package. */
export const packageFiles = {
  manifest: "manifest.json",
  sums: "SHA256SUMS",
  readme: "README",
  checkpoint: "checkpoint",
  policy: "policy",
  chain: "chain.json",
  events: "events.ndjson",
  table: "events.csv",
  disclosures: "disclosures.ndjson",
  indexes: "proofs/indexes.txt",
  evidence: "evidence/index.ndjson",
  tile: (path: string) => `proofs/${path}`,
} as const;
