import { toHex } from "@/lib/platform/crypto/bytes";
import { noteKeyTypes, parseVkey } from "@/lib/platform/crypto/note-key";
import { openNote, parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import { type Chain, followChain, signedBy, signingKey } from "./chain";

/** Whom a verifier believes: the log's keys, the witnesses, and how many of them (C2SP tlog-policy). */
export interface Policy {
  logs: string[];
  witnesses: Map<string, string>;
  groups: Map<string, { threshold: number; members: string[] }>;
  /** Name of a witness or group, null for "none". */
  quorum: string | null;
}

/**
 * Reads a policy: lines `log <vkey>`, `witness <name> <vkey>`, `group <name> <any|all|k> <member>…` and one
 * `quorum <name|none>`; a URL may follow a vkey; `#` begins a comment line. Throws RangeError with the line's number; and where
 * a witness would count twice, is no witness by its key's type, or has a key of the log.
 */
export function parsePolicy(text: string): Policy {
  const policy: Policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: null };
  let quorums = 0;
  for (const [i, line] of text.split("\n").entries()) {
    const [keyword, ...words] = line.trim().split(/\s+/);
    if (keyword === "" || keyword?.startsWith("#")) continue;
    try {
      if (keyword === "log") policy.logs.push(vkeyOf(words[0], words.length <= 2));
      else if (keyword === "witness")
        policy.witnesses.set(freshName(policy, words[0]), vkeyOf(words[1], words.length <= 3));
      else if (keyword === "group") addGroup(policy, words);
      else if (keyword === "quorum" && words.length === 1 && quorums++ === 0) {
        policy.quorum = words[0] === "none" ? null : knownName(policy, words[0]);
      } else throw new RangeError("It is not understood.");
    } catch (error) {
      throw new RangeError(`The policy's line ${i + 1} is wrong. ${(error as Error).message}`);
    }
  }
  if (policy.logs.length === 0) throw new RangeError("The policy names no log key.");
  assertIndependent(policy);
  if (quorums !== 1) throw new RangeError("The policy needs one quorum line, if only “quorum none”.");
  return policy;
}

/** A checkpoint accepted under a policy. */
export interface AcceptedCheckpoint {
  origin: string;
  size: bigint;
  root: Uint8Array;
  witnessedBy: string[];
}

/** Too few witnesses signed a checkpoint that is the log's own. */
export class QuorumMissed extends Error {
  override name = "QuorumMissed";
}

/**
 * Opens a checkpoint under a policy and the chain of keys that follows from it. Throws when it is malformed, is not signed
 * by a key of its own origin that counts at its size, a known key's signature is bad, or the quorum is not met (A13).
 */
export function acceptCheckpoint(
  note: string,
  policy: Policy,
  chain: Chain = followChain(policy.logs, []),
): AcceptedCheckpoint {
  const { text } = openNote(note, [...chain.keys.map((key) => key.vkey), ...policy.witnesses.values()]);
  const { origin, size, root } = parseCheckpoint(text);
  signingKey(chain, note, origin, size);
  const witnessedBy = [...policy.witnesses].filter(([, vkey]) => signedBy(note, vkey)).map(([name]) => name);
  if (policy.quorum !== null && !reaches(policy, policy.quorum, new Set(witnessedBy))) {
    throw new QuorumMissed(`The quorum ${policy.quorum} is not met: ${witnessedBy.length} witnesses signed.`);
  }
  return { origin, size, root, witnessedBy };
}

function reaches(policy: Policy, name: string, signed: ReadonlySet<string>): boolean {
  const group = policy.groups.get(name);
  if (group === undefined) return signed.has(name);
  return group.members.filter((member) => reaches(policy, member, signed)).length >= group.threshold;
}

function addGroup(policy: Policy, [name, threshold = "", ...members]: string[]) {
  const fresh = freshName(policy, name);
  // Members are defined above their group, so groups cannot hold each other in a circle.
  for (const member of members) knownName(policy, member);
  if (new Set(members).size !== members.length) throw new RangeError("A member stands twice.");
  const count = threshold === "any" ? 1 : threshold === "all" ? members.length : Number(threshold);
  if (!/^(any|all|[1-9]\d*)$/.test(threshold) || count > members.length || members.length === 0) {
    throw new RangeError("Its threshold is not any, all or a number of members.");
  }
  policy.groups.set(fresh, { threshold: count, members });
}

/** Whoever holds one key is one witness, under however many names; and no log is its own. */
function assertIndependent({ logs, witnesses }: Policy): void {
  const holders = new Map(logs.map((vkey) => [toHex(parseVkey(vkey).publicKey), "the log"]));
  for (const [name, vkey] of witnesses) {
    const { type, publicKey } = parseVkey(vkey);
    if (type !== noteKeyTypes.cosignature) throw new RangeError(`The key of the witness ${name} is no witness's.`);
    const holder = holders.get(toHex(publicKey));
    if (holder !== undefined) throw new RangeError(`The witness ${name} has the same key as ${holder}.`);
    holders.set(toHex(publicKey), name);
  }
}

function vkeyOf(vkey: string | undefined, lengthFits: boolean): string {
  if (vkey === undefined || !lengthFits) throw new RangeError("It is not understood.");
  parseVkey(vkey);
  return vkey;
}

function freshName(policy: Policy, name: string | undefined): string {
  if (name === undefined || name === "none") throw new RangeError("It has no name.");
  if (policy.witnesses.has(name) || policy.groups.has(name)) throw new RangeError(`There are two of ${name}.`);
  return name;
}

function knownName(policy: Policy, name: string | undefined): string {
  if (name === undefined || !(policy.witnesses.has(name) || policy.groups.has(name))) {
    throw new RangeError(`There is no ${name}.`);
  }
  return name;
}
