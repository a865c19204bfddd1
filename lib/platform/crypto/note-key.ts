import { concat, fromBase64, fromHex, sameBytes, toBase64, toHex, utf8 } from "./bytes";
import { newSeed, publicKeyOf, signerOf, verifyEd25519 } from "./ed25519";
import { sha256 } from "./sha256";

/** Signature types of C2SP signed-note: a log's own signature, a witness's timestamped cosignature. */
export const noteKeyTypes = { log: 0x01, cosignature: 0x04 } as const;

/** Signs a note's text; `sign` gives what follows the key id on the signature line. */
export interface NoteSigner {
  readonly name: string;
  readonly keyId: Uint8Array;
  /** The public half, for those who check: `name+hex key id+base64(type ‖ public key)`. */
  readonly vkey: string;
  sign(text: string): Uint8Array;
}

/** A key that checks signatures lines, read from a vkey. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: Uint8Array;
  /** One of `noteKeyTypes`. */
  readonly type: number;
  /** 32 bytes (Ed25519). */
  readonly publicKey: Uint8Array;
  verify(text: Uint8Array, signature: Uint8Array): boolean;
}

/** A log's signer (type 0x01). The seed is the 32-byte private key; without one a fresh key is made. */
export function newSigner(name: string, seed: Uint8Array = newSeed()): NoteSigner {
  const sign = signerOf(seed);
  return { ...identify(name, noteKeyTypes.log, publicKeyOf(seed)), sign: (text) => sign(utf8(text)) };
}

/** A witness's signer (type 0x04, C2SP tlog-cosignature). `now` gives POSIX seconds. */
export function cosignerSigner(name: string, seed: Uint8Array, now: () => bigint): NoteSigner {
  const sign = signerOf(seed);
  return {
    ...identify(name, noteKeyTypes.cosignature, publicKeyOf(seed)),
    sign(text) {
      const time = now();
      const stamp = new Uint8Array(8);
      new DataView(stamp.buffer).setBigUint64(0, time);
      return concat(stamp, sign(concat(cosignaturePrefix(time), utf8(text))));
    },
  };
}

/** The vkey of a 32-byte Ed25519 public key under this name. Throws RangeError on a bad name or length. */
export function vkeyOf(name: string, type: number, publicKey: Uint8Array): string {
  return identify(name, type, publicKey).vkey;
}

/** Reads a vkey of type 0x01 or 0x04. Throws RangeError when it is malformed or its key id is not that of its key. */
export function parseVkey(vkey: string): NoteVerifier {
  // The Base64 part may hold plus signs itself; a name never does.
  const parts = /^([^+]+)\+([0-9a-fA-F]{8})\+(.+)$/.exec(vkey);
  if (parts === null) throw new RangeError("The verifier key is malformed.");
  const [, name = "", id = "", material = ""] = parts;
  const bytes = fromBase64(material);
  const type = bytes[0] ?? 0;
  const publicKey = bytes.subarray(1);
  const { keyId } = identify(name, type, publicKey);
  if (!sameBytes(keyId, fromHex(id.toLowerCase())))
    throw new RangeError("The verifier key's id is not that of its key.");
  return {
    name,
    keyId,
    type,
    publicKey,
    verify(text, signature) {
      if (type === noteKeyTypes.log) return verifyEd25519(publicKey, text, signature);
      if (signature.length !== 8 + 64) return false;
      const time = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0);
      if (time >= 2n ** 63n) return false;
      return verifyEd25519(publicKey, concat(cosignaturePrefix(time), text), signature.subarray(8));
    },
  };
}

/** True for a name that may stand on a signature line: not empty, no Unicode space, no plus, no control character. */
export function isKeyName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return name !== "" && name.isWellFormed() && !/[\p{White_Space}+\u0000-\u001f]/u.test(name);
}

function identify(name: string, type: number, publicKey: Uint8Array) {
  if (!isKeyName(name)) throw new RangeError("A key's name has no spaces, no plus and is not empty.");
  if (type !== noteKeyTypes.log && type !== noteKeyTypes.cosignature) throw new RangeError("Unknown signature type.");
  if (publicKey.length !== 32) throw new RangeError("An Ed25519 public key has 32 bytes.");
  const material = concat(Uint8Array.of(type), publicKey);
  const keyId = sha256(concat(utf8(`${name}\n`), material)).slice(0, 4);
  return { name, keyId, vkey: `${name}+${toHex(keyId)}+${toBase64(material)}` };
}

function cosignaturePrefix(time: bigint): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n`);
}
