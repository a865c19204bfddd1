import { toBase64, toHex, utf8 } from "@/lib/platform/crypto/bytes";
import { sha256 } from "@/lib/platform/crypto/sha256";
import { type ReadTile, tilePath } from "@/lib/platform/crypto/tiles";
import type { ByteSource } from "./byte-source";
import { type Chain, chainFacts, followChain } from "./chain";
import { checkEarlier } from "./check-earlier";
import { type CheckBatch, checkEvents } from "./check-events";
import { CollectedEvidence } from "./check-evidence";
import { checkOpening } from "./check-opening";
import { checkReadme, checkRowCounts, checkSpareTiles } from "./check-surroundings";
import { packageFiles } from "./manifest";
import { PackageReader } from "./package-reader";
import { type AcceptedCheckpoint, acceptCheckpoint, type Policy, parsePolicy, QuorumMissed } from "./policy";
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
 * Never throws on a bad package; the report says what is wrong and names the first bad index. `check` may hand the events to
 * other threads.
 */
export async function verifyPackage(source: ByteSource, trust: Trust = {}, check?: CheckBatch): Promise<Report> {
  const findings = new Findings();
  try {
    await verify(source, trust, findings, check);
  } catch (error) {
    findings.problem(error instanceof Error ? error.message : "The package cannot be read.");
  }
  return findings.report();
}

async function verify(source: ByteSource, trust: Trust, findings: Findings, check?: CheckBatch): Promise<void> {
  const reader = await PackageReader.open(source);
  const policy = await choosePolicy(reader, trust, findings);
  const note = await reader.text(packageFiles.checkpoint);
  const chain = followChain(policy.logs, await readStatements(reader));
  const checkpoint = openCheckpoint(note, policy, chain, findings);
  const { origin, size, root } = checkpoint;
  const claimed = reader.manifest.checkpoint;
  if (claimed.origin !== origin || claimed.size !== `${size}` || claimed.root !== toBase64(root)) {
    findings.problem("The manifest speaks of another checkpoint than the one in the package.");
  }
  findings.facts.push(`checkpoint of ${origin}, ${size} events, root ${toBase64(root)}`);
  findings.facts.push(...chainFacts(chain, origin));
  if (checkpoint.witnessedBy.length > 0) findings.facts.push(`witnessed by ${checkpoint.witnessedBy.join(", ")}`);
  else findings.limits.push("Not witnessed: only the log itself vouches for this checkpoint.");

  const readTile: ReadTile = (tile) => reader.small(packageFiles.tile(tilePath(tile)));
  const tiles = await openTiles(checkpoint, readTile, findings);
  const evidence = new CollectedEvidence();
  const { rows, sealed, disclosed } = await checkEvents(reader, tiles, size, findings, evidence, check);
  const closed = chain.closed.find((log) => log.successor === origin);
  if (closed !== undefined) await checkOpening(reader, closed, findings);
  await checkEarlier(trust.earlier ?? [], { policy, chain, checkpoint, tiles }, findings);
  await evidence.check(reader, findings);
  await checkReadme(reader, findings);
  await checkSpareTiles(reader, tiles, findings);
  if (!findings.failed) checkRowCounts(reader, { rows, disclosed, evidence: evidence.lines }, findings);
  await reader.checkFiles(findings);

  findings.facts.push(`${rows} events compared with the log and with the table`);
  if (sealed > 0) findings.facts.push(`${disclosed} of ${sealed} protected fields disclosed and compared`);
  const { selection, requestedBy, requestedAt } = reader.manifest;
  findings.limits.push(`Who asked for it and when is said by the package only: ${requestedBy}, ${requestedAt}.`);
  if (selection.kind === "filter") {
    findings.limits.push("A filtered export proves that these events are in the log, not that none was left out.");
    findings.limits.push(`By what it was filtered is said by the package only: ${JSON.stringify(selection.filter)}.`);
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

/** A quorum that is missed is said, and the rest is checked all the same: it may show where the log was changed. */
function openCheckpoint(note: string, policy: Policy, chain: Chain, findings: Findings): AcceptedCheckpoint {
  try {
    return acceptCheckpoint(note, policy, chain);
  } catch (error) {
    if (!(error instanceof QuorumMissed)) throw error;
    findings.problem(error.message);
    return acceptCheckpoint(note, { ...policy, quorum: null }, chain);
  }
}

async function readStatements(reader: PackageReader): Promise<string[]> {
  if (!reader.has(packageFiles.chain)) return [];
  const notes: unknown = JSON.parse(await reader.text(packageFiles.chain));
  if (!Array.isArray(notes) || !notes.every((note) => typeof note === "string")) {
    throw new RangeError(`${packageFiles.chain} is malformed.`);
  }
  return notes;
}
