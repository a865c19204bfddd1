import { describe, expect, it } from "vitest";
import { bearerOf, isSigned, sameText, sign } from "./signature";
import { signingKey } from "./testing/keys";

const at = new Date("2026-11-23T12:00:00Z");
const later = (seconds: number): Date => new Date(at.getTime() + seconds * 1000);

describe("signatures", () => {
  it("hold for the same body, key and five minutes", () => {
    const header = sign('{"a":1}', signingKey, at);
    expect(isSigned('{"a":1}', header, signingKey, later(299))).toBe(true);
    expect(isSigned('{"a":1}', header, signingKey, later(-299))).toBe(true);
    expect(isSigned('{"a":1}', header, signingKey, later(301))).toBe(false);
    expect(isSigned('{"a":2}', header, signingKey, at)).toBe(false);
    expect(isSigned('{"a":1}', header, `${signingKey}0`, at)).toBe(false);
  });

  it.each([undefined, "", "t=&s=", "s=abc", `t=${at.getTime() / 1000}&s=`, "t=NaN&s=00", "t=1e9&s=00"])(
    "are not %j",
    (header) => {
      expect(isSigned("{}", header, signingKey, at)).toBe(false);
    },
  );

  it("cannot have their time changed", () => {
    const header = sign("{}", signingKey, at).replace(/t=\d+/, `t=${at.getTime() / 1000 + 60}`);
    expect(isSigned("{}", header, signingKey, at)).toBe(false);
  });

  it("are over the bytes of the text", () => {
    expect(sign("é", signingKey, at)).toBe(sign(new TextEncoder().encode("é"), signingKey, at));
  });
});

describe("the bearer token", () => {
  it("is the prefix and the hash of the key decoded from hex", () => {
    // printf '00ff' | xxd -r -p | sha256sum
    expect(bearerOf("signkey-prod-00ff")).toBe(
      "Bearer signkey-prod-06eb7d6a69ee19e5fbdf749018d3d2abfa04bcbd1365db312eb86dc7169389b8",
    );
  });

  it("is compared whatever the lengths", () => {
    expect(sameText("abc", "abc")).toBe(true);
    expect(sameText("abc", "abcd")).toBe(false);
    expect(sameText("", "")).toBe(true);
  });
});
