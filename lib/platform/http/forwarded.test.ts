import fc from "fast-check";
import { expect, test } from "vitest";
import { readablePath } from "./forwarded";

test("an address that can be decoded stays as it is", () => {
  expect(readablePath("/p/%F0%9F%8C%B1?q=%00")).toBe("/p/%F0%9F%8C%B1?q=%00");
  expect(readablePath("/?q=%ff")).toBe("/?q=%ff");
});

test("one that cannot is decoded to the letters it consists of", () => {
  for (const path of ["/p/%", "/p/%u0000", "/p/%ED%A0%80", "/%FF/file"]) {
    expect(decodeURIComponent(readablePath(path))).toBe(path);
  }
  expect(readablePath("/p/%ff?next=/a%20b?c")).toBe("/p/%25ff?next=/a%20b?c");
});

test("whatever is sent, the path can be decoded", () => {
  fc.assert(fc.property(fc.string(), (path) => void decodeURIComponent(readablePath(`/${path}`).split("?")[0] ?? "")));
});
