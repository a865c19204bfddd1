import { fromBase64 } from "@/lib/platform/crypto/bytes";
import { verifyConsistency } from "@/lib/platform/crypto/merkle";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";

/** What the portal answers when it is asked for a consistency proof. */
export type Answer = { proof: readonly string[]; checkpoint: string | null };

export type Compared = { good: boolean; words: string };

/** Origin and size of a checkpoint somebody saved. Throws on anything that is none, or that none of these keys signed. */
export function readSaved(note: string, vkeys: readonly string[]) {
  return parseCheckpoint(openNote(note, vkeys).text);
}

/**
 * Checks that the log of the newest checkpoint continues the one that was saved (A10), both signed by one of these keys; runs
 * in a browser. Never throws: what cannot be read is not good.
 */
export function compareCheckpoints(saved: string, { proof, checkpoint }: Answer, vkeys: readonly string[]): Compared {
  try {
    const first = readSaved(saved, vkeys);
    const second = parseCheckpoint(openNote(checkpoint ?? "", vkeys).text);
    if (first.origin !== second.origin) {
      return { good: false, words: `You saved a checkpoint of ${first.origin}; this log is ${second.origin}.` };
    }
    const held = verifyConsistency(first.size, second.size, proof.map(fromBase64), first.root, second.root);
    return held
      ? {
          good: true,
          words: `All ${first.size} events of then stand unchanged at the beginning of today's ${second.size}.`,
        }
      : {
          good: false,
          words: `The first ${first.size} events are not those that were signed then: history was rewritten.`,
        };
  } catch (error) {
    return { good: false, words: `A checkpoint cannot be trusted. ${(error as Error).message}` };
  }
}
