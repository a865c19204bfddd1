import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allowList, mayCall } from "./addresses";

const none = allowList("");

describe("which addresses the portal calls (platform.md section 9)", () => {
  test.each([
    "0.0.0.0",
    "127.0.0.1",
    "127.8.9.10",
    "10.0.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "::ffff:0:127.0.0.1",
    "::ffff:0:7f00:1",
    "2002:7f00:1::",
    "fd00::1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "",
    "localhost",
    "2130706433",
  ])("refuses %s", (address) => expect(mayCall(address, none)).toBe(false));

  test.each(["1.1.1.1", "172.15.0.1", "172.32.0.1", "192.167.0.1", "2606:4700::1111", "::ffff:1.1.1.1"])(
    "calls %s",
    (address) => expect(mayCall(address, none)).toBe(true),
  );

  test("no private IPv4 address slips through mapped into IPv6", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(fc.constantFrom("10", "127", "192.168", "169.254"), byte, byte, byte, (begin, a, b, c) => {
        const address = [...begin.split("."), a, b, c].slice(0, 4).join(".");
        expect(mayCall(address, none)).toBe(false);
        expect(mayCall(`::ffff:${address}`, none)).toBe(false);
      }),
    );
  });

  test("an allowed network is allowed, its neighbours are not", () => {
    const allowed = allowList("10.1.2.0/24, ::1 127.0.0.1");
    expect(mayCall("10.1.2.77", allowed)).toBe(true);
    expect(mayCall("10.1.3.77", allowed)).toBe(false);
    expect(mayCall("::1", allowed)).toBe(true);
    expect(mayCall("127.0.0.2", allowed)).toBe(false);
  });

  test.each(["10.1.2.0/33", "intranet", "10.0.0.0/x", "::1/129"])("a setting “%s” is refused", (text) =>
    expect(() => allowList(text)).toThrow("neither an address nor a network"),
  );
});
