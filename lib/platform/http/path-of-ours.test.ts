import { expect, test } from "vitest";
import { pathOfOurs } from "./path-of-ours";

test.each([
  "//evil.example",
  "/..//evil.example",
  "/.//evil.example",
  "/%2e%2e//evil.example",
  "/%2E//evil.example",
  "/x/..//evil.example",
  "/a/b/../..//evil.example/c",
  "/\\evil.example",
  "https://evil.example",
  "evil.example",
  "/sign-in?next=/",
  "/x/../sign-in",
  null,
])("%s leads to the start page, not to another site nor back to signing in", (next) => {
  expect(pathOfOurs(next)).toBe("/");
});

test.each(["/privacy/my-data", "/audit?from=2026-12-01T10:00&q=a%20b", "/policies/%2e%2e", "/settings//keys"])(
  "%s stays an address of the portal",
  (next) => {
    const base = "http://localhost:3000";
    const to = pathOfOurs(next);
    expect(new URL(to, base).href).toBe(new URL(next, base).href);
  },
);
