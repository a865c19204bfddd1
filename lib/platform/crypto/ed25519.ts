import { ed25519 } from "@noble/curves/ed25519.js";
import { concat, fromHex, toBase64 } from "./bytes";
import { nodeCrypto } from "./node-crypto";

// RFC 8410: everything before the 32 bytes of an Ed25519 private key in PKCS #8.
const pkcs8Prefix = fromHex("302e020100300506032b657004220420");

/** A fresh private key (RFC 8032 seed, 32 bytes) from the platform's random source. */
export function newSeed(): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(32));
}

/** The 32-byte public key of a 32-byte seed. Throws RangeError on another length. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  assertLength(seed);
  return ed25519.getPublicKey(seed);
}

/** A function that signs messages with the key of this seed: 64 bytes each, deterministic (RFC 8032). */
export function signerOf(seed: Uint8Array): (message: Uint8Array) => Uint8Array {
  assertLength(seed);
  if (nodeCrypto === undefined) return (message) => ed25519.sign(message, seed);
  const { createPrivateKey, sign } = nodeCrypto;
  const key = createPrivateKey({ key: Buffer.from(concat(pkcs8Prefix, seed)), format: "der", type: "pkcs8" });
  return (message) => new Uint8Array(sign(null, message, key));
}

/** True when the 64-byte signature of the message was made with this 32-byte public key; false on anything wrong. */
export function verifyEd25519(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  try {
    if (nodeCrypto === undefined) return ed25519.verify(signature, message, publicKey, { zip215: false });
    const x = toBase64(publicKey).replaceAll("+", "-").replaceAll("/", "_").replace("=", "");
    const key = nodeCrypto.createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
    return nodeCrypto.verify(null, message, key, signature);
  } catch {
    return false;
  }
}

function assertLength(seed: Uint8Array) {
  if (seed.length !== 32) throw new RangeError("An Ed25519 seed has 32 bytes.");
}
