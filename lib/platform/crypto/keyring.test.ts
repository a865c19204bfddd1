import { expect, it, vi } from "vitest";

vi.mock("../env", () => ({ env: { PORTAL_MASTER_KEY: Buffer.alloc(32, 1).toString("base64") } }));

import { env } from "../env";
import { open, purposeKey, seal, UnreadableError, unwrap, wrap } from "./keyring";

const secret = Buffer.alloc(32, 7);

it("unwraps only in the same context, under the same master key, unaltered", () => {
  const wrapped = wrap(secret, "row:1");
  expect(unwrap(wrapped, "row:1").equals(secret)).toBe(true);
  expect(() => unwrap(wrapped, "row:2")).toThrow(UnreadableError);
  for (let at = 0; at < wrapped.length; at++) {
    expect(() => unwrap(wrapped.with(at, (wrapped[at] as number) ^ 1), "row:1")).toThrow(UnreadableError);
  }
  expect(() => unwrap(wrapped.slice(0, 20), "row:1")).toThrow(UnreadableError);
  const key = env.PORTAL_MASTER_KEY;
  env.PORTAL_MASTER_KEY = Buffer.alloc(32, 2).toString("base64");
  expect(() => unwrap(wrapped, "row:1")).toThrow("another master key");
  env.PORTAL_MASTER_KEY = key;
});

it("seals differently each time and has one key per purpose", () => {
  expect(seal(secret, Buffer.from("a"), "x").equals(seal(secret, Buffer.from("a"), "x"))).toBe(false);
  expect(open(secret, seal(secret, Buffer.from("a"), "x"), "x").toString()).toBe("a");
  expect(() => open(secret, seal(secret, Buffer.from("a"), "x"), "y")).toThrow(UnreadableError);
  expect(purposeKey("a").equals(purposeKey("b"))).toBe(false);
  expect(purposeKey("a").equals(purposeKey("a"))).toBe(true);
});
