import fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import * as nodeEd25519 from "./ed25519";
import * as nodeSha256 from "./sha256";

// A browser has no node:crypto: the same files must give the same answers without it.
let browserEd25519: typeof nodeEd25519;
let browserSha256: typeof nodeSha256;

beforeAll(async () => {
  vi.resetModules();
  vi.doMock("./node-crypto", () => ({ nodeCrypto: undefined, nodeZlib: undefined, nodeBuffer: undefined }));
  browserEd25519 = await import("./ed25519");
  browserSha256 = await import("./sha256");
});

afterAll(() => vi.doUnmock("./node-crypto"));

it("hashes alike with and without Node", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (data, at) => {
      const digest = nodeSha256.sha256(data);
      expect(browserSha256.sha256(data)).toEqual(digest);
      for (const { createSha256 } of [nodeSha256, browserSha256]) {
        expect(createSha256().update(data.subarray(0, at)).update(data.subarray(at)).digest()).toEqual(digest);
      }
    }),
  );
});

it("signs and verifies alike with and without Node", () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
  fc.assert(
    fc.property(seed, fc.uint8Array(), fc.nat(63), (key, message, at) => {
      const signature = nodeEd25519.signerOf(key)(message);
      expect(browserEd25519.signerOf(key)(message)).toEqual(signature);
      const bad = signature.with(at, (signature[at] as number) ^ 1);
      for (const { publicKeyOf, verifyEd25519 } of [nodeEd25519, browserEd25519]) {
        expect(verifyEd25519(publicKeyOf(key), message, signature)).toBe(true);
        expect(verifyEd25519(publicKeyOf(key), message, bad)).toBe(false);
        expect(verifyEd25519(new Uint8Array(31), message, signature)).toBe(false);
        expect(verifyEd25519(publicKeyOf(key), message, signature.slice(1))).toBe(false);
      }
    }),
    { numRuns: 20 },
  );
});
