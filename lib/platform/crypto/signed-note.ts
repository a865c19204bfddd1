import { concat, fromBase64, sameBytes, toBase64, utf8 } from "./bytes";
import { isKeyName, type NoteSigner, type NoteVerifier, parseVkey } from "./note-key";

export type { NoteSigner } from "./note-key";

/** C2SP wants sixteen accepted and a limit set; this is Go's, so that the same notes open here and there. */
const maxSignatures = 100;

/** None of the keys one knows has signed a note that may well be good. */
export class UnknownSigner extends Error {
  override name = "UnknownSigner";
}

/**
 * Opens a C2SP signed note: its text and the names of the given vkeys (types 0x01 and 0x04) that signed it.
 * Signature lines of unknown keys are ignored. Throws when the note or a vkey is malformed, when a known key's signature
 * is bad, and when no known key signed.
 */
export function openNote(text: string, vkeys: readonly string[]): { text: string; signers: string[] } {
  const known = verifiers(vkeys);
  const { body, lines } = splitNote(text);
  const bytes = utf8(body);
  const signed = new Set<NoteVerifier>();
  for (const line of lines) {
    const { name, keyId, signature } = parseSignature(line);
    const verifier = known.find((candidate) => candidate.name === name && sameBytes(candidate.keyId, keyId));
    if (verifier === undefined) continue;
    if (!verifier.verify(bytes, signature)) throw new Error(`The signature of ${name} is bad.`);
    signed.add(verifier);
  }
  if (signed.size === 0) throw new UnknownSigner("No known key signed this note.");
  return { text: body, signers: [...signed].map((verifier) => verifier.name) };
}

/** The signed note over a text, which must end in a newline. Throws RangeError on a text or signer no note can hold. */
export function signNote(text: string, signer: NoteSigner): string {
  assertText(text);
  if (!text.endsWith("\n")) throw new RangeError("A note's text ends in a newline.");
  return `${text}\n${signatureLine(text, signer)}`;
}

/** A signed note with one more signature line (a witness's, or a new key's next to the old). Checks form, not signatures. */
export function addSignature(note: string, signer: NoteSigner): string {
  const { body } = splitNote(note);
  return note + signatureLine(body, signer);
}

/**
 * Reads the text of a C2SP tlog-checkpoint (without signatures). Throws RangeError on anything malformed: fewer than
 * three lines, an empty line, no final newline, a size with leading zeros or over 64 bits, a root that is not the
 * canonical Base64 of 32 bytes.
 */
export function parseCheckpoint(text: string): {
  origin: string;
  size: bigint;
  root: Uint8Array;
  extensions: string[];
} {
  assertText(text);
  if (!text.endsWith("\n")) throw new RangeError("A checkpoint ends in a newline.");
  const lines = text.slice(0, -1).split("\n");
  const [origin = "", sizeLine = "", rootLine = "", ...extensions] = lines;
  if (lines.length < 3 || lines.includes(""))
    throw new RangeError("A checkpoint has three lines at least, none empty.");
  if (!/^(0|[1-9][0-9]{0,19})$/.test(sizeLine)) throw new RangeError("The checkpoint's size is malformed.");
  const size = BigInt(sizeLine);
  if (size >= 2n ** 64n) throw new RangeError("The checkpoint's size has more than 64 bits.");
  const root = fromBase64(rootLine);
  if (root.length !== 32) throw new RangeError("The checkpoint's root is not 32 bytes long.");
  return { origin, size, root, extensions };
}

/** The text of a checkpoint, ready to be signed. Throws RangeError on what `parseCheckpoint` would refuse. */
export function checkpointText(origin: string, size: bigint, root: Uint8Array, extensions: readonly string[] = []) {
  const text = `${[origin, size, toBase64(root), ...extensions].join("\n")}\n`;
  const parsed = parseCheckpoint(text);
  if (parsed.origin !== origin || parsed.extensions.length !== extensions.length) {
    throw new RangeError("A line of a checkpoint holds no newline.");
  }
  return text;
}

function verifiers(vkeys: readonly string[]): NoteVerifier[] {
  const byText = new Map<string, NoteVerifier>();
  for (const vkey of vkeys) byText.set(vkey, parseVkey(vkey));
  const all = [...byText.values()];
  for (const [i, one] of all.entries()) {
    // Two keys with one name and id could sign for each other: whose signature it is could not be told.
    if (all.slice(i + 1).some((other) => other.name === one.name && sameBytes(other.keyId, one.keyId))) {
      throw new RangeError(`Two verifier keys of ${one.name} have the same id.`);
    }
  }
  return all;
}

function splitNote(note: string): { body: string; lines: string[] } {
  assertText(note);
  const at = note.lastIndexOf("\n\n");
  if (at < 0 || !note.endsWith("\n")) throw new RangeError("The note is malformed.");
  const lines = note.slice(at + 2, -1).split("\n");
  if (note.length === at + 2) throw new RangeError("The note has no signature.");
  if (lines.length > maxSignatures) throw new RangeError("The note has too many signatures.");
  return { body: note.slice(0, at + 1), lines };
}

function parseSignature(line: string) {
  const [dash, name = "", base64 = "", ...rest] = line.split(" ");
  if (dash !== "—" || rest.length > 0 || !isKeyName(name)) throw new RangeError("A signature line is malformed.");
  const bytes = fromBase64(base64);
  if (bytes.length < 5) throw new RangeError("A signature is too short.");
  return { name, keyId: bytes.subarray(0, 4), signature: bytes.subarray(4) };
}

function signatureLine(text: string, signer: NoteSigner): string {
  if (!isKeyName(signer.name) || signer.keyId.length !== 4)
    throw new RangeError("The signer's name or id is malformed.");
  return `— ${signer.name} ${toBase64(concat(signer.keyId, signer.sign(text)))}\n`;
}

function assertText(text: string) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  if (!text.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(text)) {
    throw new RangeError("A note holds no control characters and no lone surrogates.");
  }
}
