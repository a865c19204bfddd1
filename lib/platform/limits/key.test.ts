import { describe, expect, it, vi } from "vitest";

vi.mock("../env", () => ({ env: { PORTAL_MASTER_KEY: Buffer.alloc(32, 1).toString("base64") } }));

import { canonicalAddress, canonicalId, clearKey, hashedKey } from "./key";

const id = "019a0b1c-2d3e-7f40-8a9b-0c1d2e3f4a5b";

describe("what a limit is counted under", () => {
  it.each([
    id,
    id.toUpperCase(),
    ` ${id}\n`,
    `{${id}}`,
    `urn:uuid:${id}`,
    `URN:UUID:${id.toUpperCase()}`,
    id.replaceAll("-", ""),
    `{${id.replaceAll("-", "").toUpperCase()}}`,
    `${id.slice(0, 8)}${id.slice(9)}`,
    id.replaceAll("-", " - "),
    `\t{ ${id} }`,
    id.replaceAll("0", "０"),
  ])("is the one canonical id for the spelling %j", (spelling) => expect(canonicalId(spelling)).toBe(id));

  it.each(["", "five", `${id}0`, id.slice(1), `${id.slice(0, -1)}g`, "%7B"])(
    "is none for %j, which is refused",
    (text) => expect(() => canonicalId(text)).toThrow("not one of ours"),
  );

  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:51234", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:cb00:7107", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:443", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:0DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["[2001:db8:1:2::9]:8080", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["", "unknown"],
    ["no address", "unknown"],
  ])("is of the address %j %s", (address, key) => expect(canonicalAddress(address)).toBe(key));

  it.each([
    "otto@example.com",
    " Otto@Example.COM ",
    "ｏｔｔｏ＠example.com",
    "otto @example.com",
    "otto\u0000@example.com",
  ])("is one email address for %j", (email) =>
    expect(clearKey("request:address", [id, email])).toBe(clearKey("request:address", [id, "otto@example.com"])),
  );

  it("is told apart by limit and by every part, and stored as a hash", () => {
    const keys = [
      hashedKey("sign-in:address", ["203.0.113.7"]),
      hashedKey("link:open", ["203.0.113.7"]),
      hashedKey("link:open", ["203.0.113.8"]),
    ];
    expect(new Set(keys).size).toBe(3);
    expect(keys.join()).not.toContain("203.0");
  });
});
