import { z } from "zod";
import { fromBase64, fromHex, sameBytes, toHex, utf8Text } from "../../platform/crypto/bytes";
import { canonicalize } from "../../platform/crypto/canonical-json";
import { leafHash, verifyInclusion } from "../../platform/crypto/merkle";
import { sha256 } from "../../platform/crypto/sha256";
import { openNote, parseCheckpoint } from "../../platform/crypto/signed-note";

export type Check = { name: string; ok: boolean; detail: string };

const proofShape = z.object({
  leaf: z.string(),
  size: z.number().int().positive(),
  path: z.array(z.string()),
  checkpoint: z.string(),
  vkey: z.string(),
});
const fileShape = z.looseObject({
  id: z.string(),
  organization: z.looseObject({ id: z.string(), name: z.string() }),
  version: z.looseObject({ id: z.string(), content_sha256: z.string() }),
  person: z.looseObject({ id: z.string() }),
  statement: z.string(),
  method: z.string(),
  sha256: z.string(),
  log: z
    .looseObject({ index: z.number().int().min(0), leaf_hash: z.string(), proof: proofShape.nullable() })
    .nullable(),
});
const leafShape = z.looseObject({
  action: z.literal("policy.acknowledge"),
  outcome: z.literal("success"),
  organization: z.string(),
  actor: z.looseObject({ id: z.string() }),
  resource: z.looseObject({ id: z.string() }),
  change: z.looseObject({
    after: z.looseObject({
      versionId: z.string(),
      contentSha256: z.string(),
      statement: z.string(),
      method: z.string(),
    }),
  }),
});

/**
 * Checks a downloaded receipt by itself, without the portal (P13): its own hash (RFC 8785), that the entry of the audit log says the same, that
 * the entry is in the log at its place (RFC 9162, 2.1.3.2), and that the log's key signed the checkpoint. Whose key it is, is for the reader to
 * compare with what the organisation publishes. Never throws: what cannot be read is a failed check.
 */
export function verifyReceipt(text: string): Check[] {
  const parsed = read(text);
  if (!parsed)
    return [{ name: "The file is a receipt", ok: false, detail: "It is not a receipt of an acknowledgement." }];
  const { facts, receipt } = parsed;
  const own = toHex(sha256(canonicalize(facts)));
  const checks: Check[] = [
    { name: "Nothing in the receipt was changed", ok: own === receipt.sha256, detail: `SHA-256 ${own}` },
  ];
  const place = receipt.log;
  if (!place?.proof) {
    const detail = "It was downloaded before a signed checkpoint covered it. Download it again.";
    return [...checks, { name: "The receipt carries its proof", ok: false, detail }];
  }
  return [...checks, ...inLog(receipt, place.index, place.proof)];
}

type Receipt = z.output<typeof fileShape>;

function read(text: string): { facts: Record<string, unknown>; receipt: Receipt } | null {
  try {
    const file: unknown = JSON.parse(text);
    const receipt = fileShape.parse(file);
    const { sha256: _, log: __, ...facts } = file as Record<string, unknown>;
    return { facts, receipt };
  } catch {
    return null;
  }
}

function inLog(receipt: Receipt, index: number, proof: z.output<typeof proofShape>): Check[] {
  const attempt = (name: string, work: () => string | null): Check => {
    try {
      const detail = work();
      return { name, ok: detail !== null, detail: detail ?? "It does not." };
    } catch (error) {
      return { name, ok: false, detail: error instanceof Error ? error.message.slice(0, 200) : "It cannot be read." };
    }
  };
  return [
    attempt("The entry of the audit log says the same", () => {
      const leaf = leafShape.safeParse(JSON.parse(utf8Text(fromBase64(proof.leaf)))).data;
      const after = leaf?.change.after;
      const same =
        leaf?.resource.id === receipt.id &&
        leaf.organization === receipt.organization.id &&
        leaf.actor.id === receipt.person.id &&
        after?.versionId === receipt.version.id &&
        after.contentSha256 === receipt.version.content_sha256 &&
        after.statement === receipt.statement &&
        after.method === receipt.method;
      return same ? "Person, version, text, statement and method agree." : null;
    }),
    attempt("The entry is in the log at its place", () => {
      const { root, size } = parseCheckpoint(openNote(proof.checkpoint, [proof.vkey]).text);
      const hash = leafHash(fromBase64(proof.leaf));
      const path = proof.path.map((part) => fromHex(part));
      const named = receipt.log ? sameBytes(hash, fromHex(receipt.log.leaf_hash)) : false;
      const found = named && size === BigInt(proof.size) && verifyInclusion(hash, BigInt(index), size, path, root);
      return found ? `Entry ${index} of ${size}` : null;
    }),
    attempt("The log's key signed the checkpoint", () => {
      const { text, signers } = openNote(proof.checkpoint, [proof.vkey]);
      const { origin } = parseCheckpoint(text);
      return signers.length > 0 ? `${origin}, key ${proof.vkey}` : null;
    }),
  ];
}
