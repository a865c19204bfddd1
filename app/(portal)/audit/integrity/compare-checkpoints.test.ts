import { describe, expect, it } from "vitest";
import { toBase64, utf8 } from "@/lib/platform/crypto/bytes";
import { consistencyProof, leafHash, rootOf } from "@/lib/platform/crypto/merkle";
import { newSigner } from "@/lib/platform/crypto/note-key";
import { checkpointText, signNote } from "@/lib/platform/crypto/signed-note";
import { compareCheckpoints, readSaved } from "./compare-checkpoints";

const origin = "portal.example/log";
const signer = newSigner(origin);
const leaves = (word: string) => Array.from({ length: 9 }, (_, n) => leafHash(utf8(`${word} ${n}`)));
const note = (hashes: Uint8Array[], of = origin, by = signer) =>
  signNote(checkpointText(of, BigInt(hashes.length), rootOf(hashes)), by);
const events = leaves("event");

async function answer(hashes: Uint8Array[], first: bigint) {
  const hashAt = async (level: number, index: bigint) => {
    const from = Number(index << BigInt(level));
    return rootOf(hashes.slice(from, from + 2 ** level));
  };
  const proof = await consistencyProof(first, BigInt(hashes.length), hashAt);
  return { proof: proof.map(toBase64), checkpoint: note(hashes) };
}

describe("a checkpoint somebody saved (A10)", () => {
  it("is continued by the newest one, or equal to it", async () => {
    const saved = note(events.slice(0, 5));
    expect(readSaved(saved, [signer.vkey])).toMatchObject({ origin, size: 5n });
    expect(() => readSaved(saved, [newSigner(origin).vkey])).toThrow("No known key");
    expect(compareCheckpoints(saved, await answer(events, 5n), [signer.vkey])).toMatchObject({ good: true });
    expect(compareCheckpoints(note(events), await answer(events, 9n), [signer.vkey]).good).toBe(true);
  });

  it("is not, when events of then were rewritten, or the proof is another one", async () => {
    const rewritten = await answer(leaves("forged"), 5n);
    const found = compareCheckpoints(note(events.slice(0, 5)), rewritten, [signer.vkey]);
    expect(found).toMatchObject({ good: false, words: expect.stringContaining("rewritten") });
    const other = { ...(await answer(events, 4n)), checkpoint: note(events) };
    expect(compareCheckpoints(note(events.slice(0, 5)), other, [signer.vkey]).good).toBe(false);
    expect(compareCheckpoints(note([]), { proof: [], checkpoint: note(events) }, [signer.vkey]).good).toBe(false);
  });

  it("is not trusted without a known key's signature, and never compared with another log", async () => {
    const good = await answer(events, 5n);
    const saved = note(events.slice(0, 5));
    for (const bad of [saved.replace("\n5\n", "\n6\n"), note(events.slice(0, 5), origin, newSigner(origin)), "x", ""])
      expect(compareCheckpoints(bad, good, [signer.vkey])).toMatchObject({ good: false });
    expect(compareCheckpoints(saved, { ...good, checkpoint: null }, [signer.vkey]).good).toBe(false);
    expect(compareCheckpoints(saved, { proof: ["?"], checkpoint: good.checkpoint }, [signer.vkey]).good).toBe(false);
    const elsewhere = note(events.slice(0, 5), "portal.example/other");
    expect(compareCheckpoints(elsewhere, good, [signer.vkey]).words).toContain("portal.example/other");
  });
});
