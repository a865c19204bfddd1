import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { toBase64, utf8 } from "@/lib/platform/crypto/bytes";
import { consistencyProof, leafHash, rootOf } from "@/lib/platform/crypto/merkle";
import { cosignerSigner, newSigner } from "@/lib/platform/crypto/note-key";
import { addSignature, checkpointText, openNote, parseCheckpoint, signNote } from "@/lib/platform/crypto/signed-note";
import { addCheckpoint, type WitnessedLogs } from "./add-checkpoint";

const log = newSigner("portal.example/log");
const witness = cosignerSigner("w.example", new Uint8Array(32).fill(5), () => 1_800_000_000n);
const leaves = Array.from({ length: 40 }, (_, i) => leafHash(utf8(`leaf ${i}`)));
const hashAt = async (level: number, index: bigint) => {
  const count = 2 ** level;
  return rootOf(leaves.slice(Number(index) * count, (Number(index) + 1) * count));
};
const noteAt = (size: number, signer = log, root = rootOf(leaves.slice(0, size))) =>
  signNote(checkpointText(log.name, BigInt(size), root), signer);

let kept: Map<string, string>;
let logs: WitnessedLogs;
beforeEach(() => {
  kept = new Map();
  logs = {
    vkeys: async () => [log.vkey],
    latest: async (origin) => {
      const note = kept.get(origin);
      return note === undefined ? null : parseCheckpoint(openNote(note, [log.vkey]).text);
    },
    keep: async (origin, note) => void kept.set(origin, note),
  };
});

async function ask(old: number | string, note: string, proof?: readonly Uint8Array[]) {
  const size = Number(note.split("\n")[1]);
  const from = Number(old);
  const wanted = proof ?? (from > 0 && from < size ? await consistencyProof(BigInt(from), BigInt(size), hashAt) : []);
  return addCheckpoint([`old ${old}`, ...wanted.map(toBase64), "", note].join("\n"), logs, witness);
}

describe("a witness (C2SP tlog-witness)", () => {
  it("cosigns every continuation, keeping it first", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 }),
        async (sizes) => {
          kept.clear();
          let old = 0;
          for (const size of sizes.sort((a, b) => a - b)) {
            const note = noteAt(size);
            const { status, body } = await ask(old, note);
            expect(status).toBe(200);
            expect(body).toMatch(/^— w\.example \S+\n$/);
            expect(openNote(note + body, [log.vkey, witness.vkey]).signers).toEqual([log.name, "w.example"]);
            expect(kept.get(log.name)).toBe(note + body);
            old = size;
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("cosigns the same checkpoint again", async () => {
    await ask(0, noteAt(7));
    expect((await ask(7, noteAt(7))).status).toBe(200);
  });

  it("says the size it knows when asked from another", async () => {
    await ask(0, noteAt(7));
    expect(await ask(5, noteAt(9))).toEqual({ status: 409, body: "7\n" });
    expect(await ask(0, noteAt(9))).toEqual({ status: 409, body: "7\n" });
    // An old checkpoint played again, and a second log of the same size.
    expect(await ask(5, noteAt(6))).toEqual({ status: 409, body: "7\n" });
    expect(await ask(7, noteAt(7, log, rootOf(leaves.slice(1, 8))))).toEqual({ status: 409, body: "7\n" });
    expect(kept.get(log.name)).toContain(noteAt(7));
  });

  it("refuses a fork, a proof of something else, and one where none belongs", async () => {
    await ask(0, noteAt(7));
    const forked = rootOf([...leaves.slice(0, 5), leafHash(utf8("another")), ...leaves.slice(6, 12)]);
    const proof = await consistencyProof(7n, 12n, hashAt);
    expect((await ask(7, noteAt(12, log, forked), proof)).status).toBe(422);
    expect((await ask(7, noteAt(12), proof.slice(1))).status).toBe(422);
    expect((await ask(7, noteAt(12), [])).status).toBe(422);
    expect((await ask(7, noteAt(7), proof)).status).toBe(422);
    kept.clear();
    expect((await ask(0, noteAt(12), proof)).status).toBe(422);
    expect(kept.size).toBe(0);
  });

  it("knows its logs and their keys, and nobody else", async () => {
    expect((await ask(0, noteAt(3, newSigner(log.name)))).status).toBe(403);
    expect((await ask(0, noteAt(3).replace("\n3\n", "\n4\n"))).status).toBe(403);
    const other = newSigner("portal.example/other");
    const foreign = signNote(checkpointText(other.name, 3n, rootOf(leaves.slice(0, 3))), other);
    expect((await ask(0, foreign)).status).toBe(404);
    // Known by name only through a stranger's signature line next to the right one.
    expect((await ask(0, addSignature(noteAt(3), other))).status).toBe(200);
  });

  it.each([
    ["nothing", ""],
    ["no old size", `${noteAt(3)}`],
    ["a size with a leading zero", `old 00\n\n${noteAt(3)}`],
    ["a negative size", `old -1\n\n${noteAt(3)}`],
    ["a proof that is no hash", `old 0\nAAAA\n\n${noteAt(3)}`],
    ["a proof that is no Base64", `old 0\n***\n\n${noteAt(3)}`],
    ["no note", "old 0\n\nhello\n"],
    ["a note without a signature", `old 0\n\n${checkpointText(log.name, 3n, rootOf([]))}`],
    ["64 hashes", `old 0\n${`${toBase64(new Uint8Array(32))}\n`.repeat(64)}\n${noteAt(3)}`],
    ["an old size beyond the new", `old 4\n\n${noteAt(3)}`],
  ])("answers 400 to %s", async (_, body) => {
    expect((await addCheckpoint(body, logs, witness)).status).toBe(400);
  });
});
