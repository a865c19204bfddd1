import { expect, test } from "vitest";
import { collectedFileOf, destroyedContentOf } from "./collected-hash";

const sha256 = "a".repeat(64);
const leaf = (action: string, after: object, outcome = "success") => ({
  ...{ action, outcome, resource: { type: "evidence", id: "e", label: "EVD-2026-0001 Review" } },
  change: { after },
});

test("a version that was collected, with its hash and its name", () => {
  const file = { evidenceId: "e", version: 2, sha256, label: "EVD-2026-0001 Review" };
  for (const action of ["evidence.collect", "evidence.add-version"]) {
    expect(collectedFileOf(leaf(action, { version: 2, sha256 }))).toEqual(file);
  }
  expect(collectedFileOf(leaf("evidence.collect", { version: 2, sha256 }, "failure"))).toBeNull();
  expect(collectedFileOf(leaf("evidence.collect", { version: "2", sha256 }))).toBeNull();
  expect(collectedFileOf(leaf("evidence.collect", { version: 2, sha256: "A".repeat(64) }))).toBeNull();
  expect(collectedFileOf(leaf("evidence.view", { version: 2, sha256 }))).toBeNull();
  for (const nothing of [null, undefined, "text", [], { action: "evidence.collect", outcome: "success" }]) {
    expect(collectedFileOf(nothing)).toBeNull();
  }
});

test("content that was destroyed: of all versions, or of those before the redacted one", () => {
  expect(destroyedContentOf(leaf("evidence.dispose", {}))).toEqual({
    evidenceId: "e",
    below: Number.POSITIVE_INFINITY,
  });
  expect(destroyedContentOf(leaf("evidence.redact", { version: 3 }))).toEqual({ evidenceId: "e", below: 3 });
  expect(destroyedContentOf(leaf("evidence.redact", {}))).toBeNull();
  expect(destroyedContentOf(leaf("evidence.dispose", {}, "denied"))).toBeNull();
});
