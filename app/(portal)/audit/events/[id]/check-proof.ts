import { fromBase64, fromHex, sameBytes, toHex } from "@/lib/platform/crypto/bytes";
import { leafHash, verifyInclusion } from "@/lib/platform/crypto/merkle";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";

export type ProofMaterial = {
  /** The signed bytes and the proof's hashes, in Base64; the claimed leaf hash in hexadecimal. */
  leaf: string;
  leafHash: string;
  index: string;
  proof: readonly string[];
  /** The signed checkpoint and the log's verifier key. */
  note: string;
  vkey: string;
};

export type ProofStepFound = { good: boolean; words: string };

/** Checks an event's proof from its bytes to the signature; runs in a browser. Never throws. */
export function checkProof({ leaf, leafHash: claimed, index, proof, note, vkey }: ProofMaterial): ProofStepFound[] {
  const hash = leafHash(fromBase64(leaf));
  const steps = [
    { good: sameBytes(hash, fromHex(claimed)), words: `The bytes hash to the leaf ${toHex(hash).slice(0, 16)}…` },
  ];
  try {
    const { origin, size, root } = parseCheckpoint(openNote(note, [vkey]).text);
    const included = verifyInclusion(hash, BigInt(index), size, proof.map(fromBase64), root);
    steps.push(
      {
        good: included,
        words: `${proof.length} hashes lead from it, at index ${index}, to the root of ${size} events`,
      },
      { good: true, words: `The root is signed by ${origin} (Ed25519)` },
    );
  } catch (error) {
    steps.push({ good: false, words: `The checkpoint cannot be trusted. ${(error as Error).message}` });
  }
  return steps;
}
