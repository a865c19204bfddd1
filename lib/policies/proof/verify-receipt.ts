import { z } from "zod";
import { fromBase64, fromHex, sameBytes, utf8Text } from "../../platform/crypto/bytes";
import { leafHash, verifyInclusion } from "../../platform/crypto/merkle";
import { openNote, parseCheckpoint } from "../../platform/crypto/signed-note";
import { differences, saysEachOnce } from "./differences";
import { type AcknowledgementLeaf, detailsDigest, digestIn, personDetails, readLeaf, type Said, saidBy } from "./said";

export const receiptFormat = "policy-receipt/2";

export type Check = { name: string; ok: boolean; detail: string };
export type Verdict = {
  checks: Check[];
  /** What the receipt proves, when all checks hold; nothing of a receipt that fails is worth repeating. */
  proven: { says: Said; index: number; size: number; origin: string; vkey: string } | null;
};

const proofShape = z.strictObject({
  leaf: z.string(),
  size: z.number().int().positive(),
  path: z.array(z.string()),
  checkpoint: z.string(),
  vkey: z.string(),
});
const logShape = z.strictObject({
  event_id: z.string(),
  index: z.number().int().min(0),
  leaf_hash: z.string(),
  proof: proofShape.nullable(),
});
/** What it says stands beside these and is compared with the entry, member by member. */
const fileShape = z.looseObject({
  format: z.literal(receiptFormat),
  person: z.looseObject({}),
  disclosed: personDetails.pick({ salt: true }).nullable(),
  log: logShape.nullable(),
});
type File = z.output<typeof fileShape>;
type Proof = z.output<typeof proofShape>;

/**
 * Checks a downloaded receipt by itself, without the portal (P13): that it says what the entry of the audit log says and nothing else, that the
 * entry is in the log at its place (RFC 9162, 2.1.3.2), and that the log's key signed the checkpoint. Whose key it is, is for the reader to
 * compare with what the organisation publishes. Never throws: what cannot be read is a failed check.
 */
export function verifyReceipt(text: string): Verdict {
  const file = read(text);
  if (typeof file === "string")
    return { checks: [{ name: "The file is a receipt", ok: false, detail: file }], proven: null };
  const { log } = file;
  if (!log?.proof) {
    const detail = "It was downloaded before a signed checkpoint covered it. Download it again.";
    return { checks: [{ name: "The receipt carries its proof", ok: false, detail }], proven: null };
  }
  const { proof, index, leaf_hash, event_id } = log;
  const leaf = leafOf(proof);
  const details = leaf ? detailsOf(file, leaf) : null;
  const says = leaf ? saidBy(leaf, details) : null;
  const checks = [
    attempt("It says what the entry of the audit log says", () => {
      if (!leaf || !says) return "The entry is not one of an acknowledgement.";
      const { format: _, disclosed: __, log: ___, ...said } = file;
      const changed = differences(says, said);
      // Their digest is of all at once: which of them was changed cannot be told.
      if (file.disclosed && !details)
        return "The name, the email address, the name as typed or their salt was changed.";
      if (event_id !== leaf.id) changed.push("log.event_id");
      return changed.length > 0 ? `Changed: ${changed.map(wordsFor).join(", ")}` : null;
    }),
    attempt("The entry is in the log at its place", () => {
      const { root, size } = parseCheckpoint(openNote(proof.checkpoint, [proof.vkey]).text);
      const hash = leafHash(fromBase64(proof.leaf));
      const path = proof.path.map((part) => fromHex(part));
      const named = sameBytes(hash, fromHex(leaf_hash)) && size === BigInt(proof.size);
      return named && verifyInclusion(hash, BigInt(index), size, path, root) ? null : "It is not.";
    }),
    attempt("The log's key signed the checkpoint", () => {
      openNote(proof.checkpoint, [proof.vkey]);
      // Nobody could check a second signature, whose key is not in the file.
      const lines = proof.checkpoint.slice(proof.checkpoint.lastIndexOf("\n\n") + 2, -1).split("\n");
      return lines.length === 1 ? null : "It carries signatures that cannot be checked.";
    }),
  ];
  const proven = says !== null && checks.every(({ ok }) => ok);
  if (!proven) return { checks, proven: null };
  const { origin } = parseCheckpoint(openNote(proof.checkpoint, [proof.vkey]).text);
  return { checks, proven: { says, index, size: proof.size, origin, vkey: proof.vkey } };
}

const words: Record<string, string> = {
  id: "the number of the receipt",
  acknowledged: "what was acknowledged",
  "organization.name": "the name of the organisation",
  "policy.reference": "the reference of the policy",
  "policy.title": "the title of the policy",
  "version.number": "the number of the version",
  "version.content_sha256": "the hash of the text",
  "person.name": "the name",
  "person.email": "the email address",
  "person.typed_name": "the name as typed",
  statement: "the declaration",
  method: "the way it was given",
  assigned_at: "when it was asked for",
  due_on: "when it was due",
  acknowledged_at: "when it was given",
  "evidence.read_percent": "how far the text was read",
  "evidence.visible_seconds": "how long the text was open",
};
const wordsFor = (place: string) => words[place] ?? `“${place}”`;

/** The receipt, or why it is none. */
function read(text: string): File | string {
  try {
    const json: unknown = JSON.parse(text);
    if ((json as { format?: unknown } | null)?.format === "policy-receipt/1") {
      return "It is a receipt of the first kind, which said more than it could prove. Download it again.";
    }
    const file = fileShape.safeParse(json).data;
    if (!file) return "It is not a receipt of an acknowledgement, or a part of it was added, removed or changed.";
    return saysEachOnce(text) ? file : "It says something twice.";
  } catch {
    return "It is not a receipt of an acknowledgement.";
  }
}

function leafOf(proof: Proof): AcknowledgementLeaf | null {
  try {
    return readLeaf(utf8Text(fromBase64(proof.leaf)));
  } catch {
    return null;
  }
}

/** Who it was, if the salt and the three names are what the entry has the digest of. */
function detailsOf({ disclosed, person }: File, leaf: AcknowledgementLeaf) {
  if (!disclosed) return null;
  const { id: _, ...names } = person;
  const details = personDetails.safeParse({ ...names, ...disclosed }).data;
  try {
    return details && detailsDigest(details) === digestIn(leaf) ? details : null;
  } catch {
    return null;
  }
}

/** A check is the reason why it fails, or null. */
function attempt(name: string, reason: () => string | null): Check {
  try {
    const detail = reason();
    return { name, ok: detail === null, detail: detail ?? "" };
  } catch (error) {
    return { name, ok: false, detail: error instanceof Error ? error.message.slice(0, 200) : "It cannot be read." };
  }
}
