import { sameBytes, toBase64, toHex, utf8 } from "@/lib/platform/crypto/bytes";
import { rootAt } from "@/lib/platform/crypto/merkle";
import { sha256 } from "@/lib/platform/crypto/sha256";
import { hashAtFromTiles, type ReadTile, tilePath } from "@/lib/platform/crypto/tiles";
import type { ByteSource } from "./byte-source";
import { checkEvents } from "./check-events";
import { packageFiles } from "./manifest";
import { PackageReader } from "./package-reader";
import { type AcceptedCheckpoint, acceptCheckpoint, type Policy, parsePolicy } from "./policy";
import { Findings, type Report } from "./report";
import { type TrustedTiles, trustedTiles, UntrustedTile } from "./trusted-tiles";

export interface Trust {
  /** Text of the policy the verifier pins; without one the package vouches for itself, which is said. */
  policy?: string;
  /** Signed checkpoints saved earlier: the log must be their continuation (A10). */
  earlier?: readonly string[];
}

/**
 * Verifies an export package offline (A14): no network, no database, nothing but these bytes and what the verifier pins.
 * Never throws on a bad package; the report says what is wrong and names the first bad index.
 */
export async function verifyPackage(source: ByteSource, trust: Trust = {}): Promise<Report> {
  const findings = new Findings();
  try {
    await verify(source, trust, findings);
  } catch (error) {
    findings.problem(error instanceof Error ? error.message : "The package cannot be read.");
  }
  return findings.report();
}

async function verify(source: ByteSource, trust: Trust, findings: Findings): Promise<void> {
  const reader = await PackageReader.open(source);
  const policy = await choosePolicy(reader, trust, findings);
  const note = await reader.text(packageFiles.checkpoint);
  const checkpoint = acceptCheckpoint(note, policy);
  const { origin, size, root } = checkpoint;
  const claimed = reader.manifest.checkpoint;
  if (claimed.origin !== origin || claimed.size !== `${size}` || claimed.root !== toBase64(root)) {
    findings.problem("The manifest speaks of another checkpoint than the one in the package.");
  }
  findings.facts.push(`checkpoint of ${origin}, ${size} events, root ${toBase64(root)}`);
  if (checkpoint.witnessedBy.length > 0) findings.facts.push(`witnessed by ${checkpoint.witnessedBy.join(", ")}`);
  else findings.limits.push("Not witnessed: only the log itself vouches for this checkpoint.");

  const readTile: ReadTile = (tile) => reader.small(packageFiles.tile(tilePath(tile)));
  const tiles = await openTiles(checkpoint, readTile, findings);
  const { rows, sealed, disclosed } = await checkEvents(reader, tiles, size, findings);
  await checkEarlier(trust.earlier ?? [], policy, checkpoint, tiles, findings);
  await reader.checkFiles(findings);

  findings.facts.push(`${rows} events compared with the log and with the table`);
  if (sealed > 0) findings.facts.push(`${disclosed} of ${sealed} protected fields disclosed and compared`);
  const { selection } = reader.manifest;
  if (selection.kind === "filter") {
    findings.limits.push("A filtered export proves that these events are in the log, not that none was left out.");
  } else if (!findings.failed && rows > 0n) {
    findings.facts.push(`complete for indexes ${selection.first}–${BigInt(selection.first) + rows - 1n}`);
  }
}

async function choosePolicy(reader: PackageReader, trust: Trust, findings: Findings): Promise<Policy> {
  const own = await reader.text(packageFiles.policy);
  if (toHex(sha256(utf8(own))) !== reader.manifest.policySha256) {
    findings.problem("The policy in the package is not the one in its manifest.");
  }
  if (trust.policy === undefined) {
    findings.limits.push("No policy was given: the package names its own key. Compare it with one you got elsewhere.");
    return parsePolicy(own);
  }
  if (trust.policy !== own)
    findings.limits.push("The package was made under another policy than yours; yours was used.");
  return parsePolicy(trust.policy);
}

async function openTiles(
  { size, root }: AcceptedCheckpoint,
  readTile: ReadTile,
  findings: Findings,
): Promise<TrustedTiles | null> {
  try {
    return await trustedTiles(size, root, readTile);
  } catch (error) {
    findings.problem(error instanceof UntrustedTile ? error.message : "A part of the proof is missing or malformed.");
    return null;
  }
}

/** The smaller ones first, so that the range of what was rewritten gets as narrow as the saved checkpoints allow. */
async function checkEarlier(
  notes: readonly string[],
  policy: Policy,
  checkpoint: AcceptedCheckpoint,
  tiles: TrustedTiles | null,
  findings: Findings,
): Promise<void> {
  if (notes.length === 0) return;
  if (tiles === null) {
    findings.problem("The earlier checkpoints cannot be compared: the package's own proof does not hold.");
    return;
  }
  const earlier = notes.map((note) => acceptCheckpoint(note, policy)).sort((a, b) => (a.size < b.size ? -1 : 1));
  let good = 0n;
  for (const { origin, size, root } of earlier) {
    if (origin !== checkpoint.origin) findings.problem(`The earlier checkpoint is of another log, ${origin}.`);
    else if (size > checkpoint.size)
      findings.problem(`The earlier checkpoint has ${size} events: more than the package's.`);
    else if (size === 0n) findings.limits.push("An earlier checkpoint of an empty log claims nothing.");
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
