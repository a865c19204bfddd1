import { fromBase64, toBase64 } from "@/lib/platform/crypto/bytes";
import { parseVkey } from "@/lib/platform/crypto/note-key";
import { openNote, UnknownSigner } from "@/lib/platform/crypto/signed-note";

/** What a log's key says of what comes after it: its next key (A13), or the log that continues a closed one (A9). */
export type Statement =
  | { kind: "key"; origin: string; size: bigint; vkey: string }
  | { kind: "successor"; origin: string; size: bigint; root: Uint8Array; vkey: string };

/** A log key and the sizes it may sign: from `from` on, below `until`. */
export interface LogKey {
  vkey: string;
  origin: string;
  from: bigint;
  until: bigint | null;
}

export interface ClosedLog {
  origin: string;
  size: bigint;
  root: Uint8Array;
  successor: string;
}

export interface Chain {
  keys: readonly LogKey[];
  closed: readonly ClosedLog[];
}

const firstLine = { key: "plinto-log-key/1", successor: "plinto-log-successor/1" } as const;

/** The text of a statement, ready to be signed by the log's key. No checkpoint reads like it: its second line is no size. */
export function statementText(statement: Statement): string {
  const { kind, origin, size, vkey } = statement;
  const root = kind === "successor" ? [toBase64(statement.root)] : [];
  return `${[firstLine[kind], origin, `${size}`, ...root, vkey].join("\n")}\n`;
}

/** Reads what `statementText` wrote. Throws RangeError on anything else. */
export function parseStatement(text: string): Statement {
  const lines = text.split("\n");
  const kind = lines[0] === firstLine.key ? "key" : "successor";
  const [, origin = "", size = "", ...rest] = lines;
  if (!/^(0|[1-9]\d{0,19})$/.test(size)) throw new RangeError("The statement of a log key is malformed.");
  const common = { origin, size: BigInt(size), vkey: rest[kind === "key" ? 0 : 1] ?? "" };
  const statement: Statement =
    kind === "key" ? { kind, ...common } : { kind, ...common, root: fromBase64(rest[0] ?? "") };
  const next = parseVkey(statement.vkey).name;
  const fits = kind === "key" ? next === origin : next !== origin && statement.kind === kind;
  if (!fits || statementText(statement) !== text) throw new RangeError("The statement of a log key is malformed.");
  return statement;
}

/**
 * The keys that count for one who pins `pinned`, following signed statements in order. Statements nobody known signed are
 * passed over. Throws when a known key's signature is bad, or a key that was replaced or whose log was closed speaks again.
 */
export function followChain(pinned: readonly string[], notes: readonly string[]): Chain {
  const keys: LogKey[] = pinned.map((vkey) => ({ vkey, origin: parseVkey(vkey).name, from: 0n, until: null }));
  const closed: ClosedLog[] = [];
  for (const note of notes) {
    const signer = keys.find((key) => signedBy(note, key.vkey));
    if (signer === undefined) continue;
    const statement = parseStatement(openNote(note, [signer.vkey]).text);
    const { origin, size, vkey } = statement;
    if (signer.origin !== origin) throw new Error(`A key of ${signer.origin} speaks for ${origin}.`);
    if (signer.until !== null || closed.some((log) => log.origin === origin)) {
      throw new Error(`A key of ${origin} that no longer counts has signed again.`);
    }
    if (size < signer.from) throw new Error(`The keys of ${origin} are out of order.`);
    if (statement.kind === "key") signer.until = size;
    else closed.push({ origin, size, root: statement.root, successor: parseVkey(vkey).name });
    const known = keys.find((key) => key.vkey === vkey);
    const from = statement.kind === "key" ? size : 0n;
    if (known === undefined) keys.push({ vkey, origin: parseVkey(vkey).name, from, until: null });
    else known.from = from;
  }
  return { keys, closed };
}

/** The key that signed a checkpoint of this size, and may. Throws with the reason when none did. */
export function signingKey(chain: Chain, note: string, origin: string, size: bigint): LogKey {
  const signers = chain.keys.filter((key) => key.origin === origin && signedBy(note, key.vkey));
  if (signers.length === 0)
    throw new Error(`No key of the log ${origin} that the policy names has signed the checkpoint.`);
  const key = signers.find(({ from, until }) => size >= from && (until === null || size < until));
  if (key === undefined) {
    const [{ from, until }] = signers as [LogKey];
    throw new Error(`The key that signed counts for sizes ${from} to ${until === null ? "…" : until - 1n} only.`);
  }
  const end = chain.closed.find((log) => log.origin === origin);
  if (end !== undefined && size > end.size) {
    throw new Error(`The log ${origin} was closed at size ${end.size}: nothing beyond may be signed.`);
  }
  return key;
}

/** The chain in words, as far as it leads to this log. */
export function chainFacts({ keys, closed }: Chain, origin: string): string[] {
  const changes = keys
    .filter((key) => key.origin === origin && key.from > 0n)
    .map((key) => `its key was changed at size ${key.from}, vouched for by the key before`);
  const ends = closed.map(
    (log) => `${log.origin} was closed by restore at size ${log.size}; ${log.successor} continues it`,
  );
  return [...ends, ...changes];
}

/** A signature line of this key is there and good. A bad one throws: it is nobody else's. */
export function signedBy(note: string, vkey: string): boolean {
  try {
    openNote(note, [vkey]);
    return true;
  } catch (error) {
    if (error instanceof UnknownSigner) return false;
    throw error;
  }
}
