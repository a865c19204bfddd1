import { sameBytes } from "@/lib/platform/crypto/bytes";
import { rootAt } from "@/lib/platform/crypto/merkle";
import { hashAtFromTiles } from "@/lib/platform/crypto/tiles";
import type { Chain } from "./chain";
import { type AcceptedCheckpoint, acceptCheckpoint, type Policy } from "./policy";
import type { Findings } from "./report";
import { type TrustedTiles, UntrustedTile } from "./trusted-tiles";

type Found = { policy: Policy; chain: Chain; checkpoint: AcceptedCheckpoint; tiles: TrustedTiles | null };

/**
 * Compares checkpoints saved earlier with the one of the package: each must be its beginning (A10). The smaller ones first,
 * so that the range of what was rewritten gets as narrow as the saved ones allow.
 */
export async function checkEarlier(notes: readonly string[], found: Found, findings: Findings): Promise<void> {
  const { policy, chain, checkpoint, tiles } = found;
  if (notes.length === 0) return;
  if (tiles === null) {
    findings.problem("The earlier checkpoints cannot be compared: the package's own proof does not hold.");
    return;
  }
  // A saved checkpoint needs no witness of its own to contradict: the log signed it.
  const unwitnessed = { ...policy, quorum: null };
  const earlier = notes
    .map((note) => acceptCheckpoint(note, unwitnessed, chain))
    .toSorted((a, b) => (a.size < b.size ? -1 : 1));
  let good = 0n;
  for (const one of earlier) {
    const { origin, size, root } = one;
    if (origin !== checkpoint.origin) checkClosed(one, chain, checkpoint, findings);
    else if (size > checkpoint.size) {
      findings.problem(`The earlier checkpoint has ${size} events: more than the package's.`, checkpoint.size);
    } else if (size === 0n) findings.limits.push("An earlier checkpoint of an empty log claims nothing.");
    else if (
      size === checkpoint.size ? sameBytes(root, checkpoint.root) : await isRootAt(size, root, checkpoint, tiles)
    ) {
      good = size;
      findings.facts.push(`continues the earlier checkpoint of ${size} events`);
    } else {
      findings.problem(`History was rewritten: index ${good} to ${size - 1n} are not what was signed earlier.`, good);
      return;
    }
  }
}

/** A checkpoint of a log that was closed before this one: no more than where it was closed (A9). */
function checkClosed(
  { origin, size, root }: AcceptedCheckpoint,
  { closed }: Chain,
  checkpoint: AcceptedCheckpoint,
  findings: Findings,
) {
  const end = closed.find((log) => log.origin === origin);
  if (end === undefined || !leadsTo(closed, origin, checkpoint.origin)) {
    findings.problem(`The earlier checkpoint is of another log, ${origin}.`);
  } else if (size === end.size && !sameBytes(root, end.root)) {
    findings.problem(`The earlier checkpoint of ${size} events is not how ${origin} was closed.`);
  } else {
    findings.limits.push(
      `The earlier checkpoint of ${size} events is of ${origin}, closed at size ${end.size}: a package of that log shows whether it is its beginning.`,
    );
  }
}

function leadsTo(closed: Chain["closed"], from: string, to: string): boolean {
  let at: string | undefined = from;
  for (let steps = 0; at !== undefined && steps <= closed.length; steps++) {
    if (at === to) return true;
    at = closed.find((log) => log.origin === at)?.successor;
  }
  return false;
}

async function isRootAt(size: bigint, root: Uint8Array, of: AcceptedCheckpoint, tiles: TrustedTiles) {
  let found: Uint8Array;
  try {
    found = await rootAt(size, hashAtFromTiles(of.size, tiles.read));
  } catch (error) {
    if (error instanceof UntrustedTile) return false;
    throw new Error(`The package has no proof for the earlier checkpoint of ${size} events: ask for one that has.`);
  }
  return sameBytes(found, root);
}
