import { describe, expect, test, vi } from "vitest";

vi.mock("../../env", () => ({ env: { OUTGOING_ALLOWED_ADDRESSES: "10.1.2.0/24" } }));

import { assertCallable } from "./assert-callable";

const at = (address: string) => async () => [{ address, family: address.includes(":") ? 6 : 4 }];
const itself = async (host: string) => [{ address: host, family: host.includes(":") ? 6 : 4 }];
const marked = (words: string) => ({
  code: "invalid",
  details: { fieldErrors: { url: [expect.stringContaining(words)] } },
});

describe("an address somebody enters (platform.md section 9)", () => {
  test.each([
    "http://127.0.0.1/",
    "http://0.0.0.0/",
    "http://10.0.0.8/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://169.254.169.254/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://017700000001/",
    "http://0x7f.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://１２７.0.0.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fd12::1]/",
    "http://[fe80::1]/",
  ])("%s is refused, and its field says why", async (url) => {
    await expect(assertCallable(url, "url", itself)).rejects.toMatchObject(marked("is a private address"));
  });

  test.each(["127.0.0.1", "10.0.0.8", "::1", "fd00::7"])("a name that lies at %s is refused", async (address) => {
    await expect(assertCallable("https://inside.example/", "url", at(address))).rejects.toMatchObject(
      marked(`inside.example lies at ${address}, a private address`),
    );
  });

  test("public ones, those the operator allows, and names nobody knows yet are taken", async () => {
    await assertCallable("https://siem.example/", "url", at("1.1.1.1"));
    await assertCallable("https://10.1.2.9/", "url", itself);
    await assertCallable("https://soon.example/", "url", () => Promise.reject(new Error("ENOTFOUND")));
  });
});
