import { describe, expect, it } from "vitest";
import { everyChange } from "@/scripts/testing/every-change";
import { toBase64, toHex } from "../../platform/crypto/bytes";
import { canonicalize } from "../../platform/crypto/canonical-json";
import { leafHash, rootOf } from "../../platform/crypto/merkle";
import { newSigner } from "../../platform/crypto/note-key";
import { addSignature, checkpointText, signNote } from "../../platform/crypto/signed-note";
import { detailsDigest, readLeaf, saidBy } from "./said";
import { receiptFormat, verifyReceipt } from "./verify-receipt";

const log = newSigner("portal.example/log");
const details = { salt: "5a".repeat(32), name: "Nora مرحبا 🌱", email: "nora@example.org", typed_name: "N. Falk" };
const facts = {
  organizationName: "Ours",
  policy: { id: "0b1e", reference: "POL-004", title: "Rules of the house" },
  versionNumber: 3,
  assignedAt: "2026-11-20T08:00:00.000Z",
  dueOn: "2026-12-04",
  detailsSha256: detailsDigest(details),
  details: { k: "9", n: "AAAA", c: "AAAA" },
};

/** A receipt of an entry in a log of two; before December 2026 entries said less. */
function receipt(more: object | null = facts) {
  const after = { versionId: "7c", contentSha256: "ab".repeat(32), statement: "I have read it.", method: "portal" };
  const leaf = canonicalize({
    id: "e1",
    organization: "0192",
    action: "policy.acknowledge",
    outcome: "success",
    actor: { kind: "user", id: "33" },
    resource: { type: "policy_acknowledgement", id: "a7", label: "POL-004 version 3" },
    change: {
      before: null,
      after: { ...after, round: 1, readPercent: 100, visibleSeconds: null, ...more },
      reason: null,
    },
    occurredAt: "2026-12-01T09:00:00.000Z",
  });
  const other = leafHash(new Uint8Array([1]));
  const hash = leafHash(leaf);
  const checkpoint = signNote(checkpointText(log.name, 2n, rootOf([other, hash])), log);
  const proof = { leaf: toBase64(leaf), size: 2, path: [toHex(other)], checkpoint, vkey: log.vkey };
  const read = readLeaf(new TextDecoder().decode(leaf));
  if (!read) throw new Error("The entry is none of an acknowledgement.");
  return {
    format: receiptFormat,
    ...saidBy(read, more && details),
    disclosed: more && { salt: details.salt },
    log: { event_id: "e1", index: 1, leaf_hash: toHex(hash), proof },
  };
}
type Json = Parameters<typeof everyChange>[0];
const verdict = (value: unknown) => verifyReceipt(JSON.stringify(value, null, 2));

describe("a receipt (P13)", () => {
  it("says who acknowledged what, which version and when, all from the entry", () => {
    const { proven, checks } = verdict(receipt());
    expect(checks.map(({ ok, detail }) => [ok, detail])).toEqual(Array.from({ length: 3 }, () => [true, ""]));
    expect(proven?.says).toMatchObject({
      person: { id: "33", name: details.name, email: details.email, typed_name: "N. Falk" },
      policy: { reference: "POL-004", title: "Rules of the house" },
      version: { number: 3 },
      organization: { name: "Ours" },
      acknowledged_at: "2026-12-01T09:00:00.000Z",
    });
  });

  it.each([
    ["of today", facts],
    ["of an older entry", null],
  ])("%s: each value that is changed, taken away or added is found", (_, more) => {
    const genuine = receipt(more);
    expect(verdict(genuine).proven).not.toBeNull();
    const changes = [...everyChange(genuine as unknown as Json)];
    expect(changes.length).toBeGreaterThan(50);
    expect(changes.filter(({ value }) => verdict(value).proven !== null).map(({ what }) => what)).toEqual([]);
  });

  it("of an older entry says less, and cannot be made to say more", () => {
    const old = receipt(null);
    expect(verdict(old).proven?.says).toMatchObject({ person: { id: "33" }, acknowledged: "POL-004 version 3" });
    const named = { ...old, person: { id: "33", ...details, salt: undefined }, disclosed: { salt: details.salt } };
    expect(verdict(named).proven).toBeNull();
    expect(verdict({ ...old, disclosed: null, person: { id: "33", name: "Nora" } }).proven).toBeNull();
  });

  it("says which of its statements was changed, and nothing twice", () => {
    const genuine = receipt();
    const title = { ...genuine, policy: { ...facts.policy, title: "Others" } };
    expect(verdict(title).checks[0]).toMatchObject({ ok: false, detail: "Changed: the title of the policy" });
    const name = { ...genuine, person: { ...genuine.person, typed_name: "Somebody" } };
    expect(verdict(name).checks[0]?.detail).toMatch(/the name as typed or their salt was changed/);
    const text = JSON.stringify(genuine).replace('"statement":', '"statement":"I object.","statement":');
    expect(JSON.parse(text)).toEqual(genuine);
    expect(verifyReceipt(text)).toMatchObject({
      checks: [{ ok: false, detail: "It says something twice." }],
      proven: null,
    });
  });

  it("carries no signature that cannot be checked, and may be laid out or escaped otherwise", () => {
    const genuine = receipt();
    const proof = {
      ...genuine.log.proof,
      checkpoint: addSignature(genuine.log.proof.checkpoint, newSigner("witness")),
    };
    expect(verdict({ ...genuine, log: { ...genuine.log, proof } }).proven).toBeNull();
    const escaped = JSON.stringify(genuine, null, 4).replace("م", "\\u0645");
    expect(verifyReceipt(escaped).proven).not.toBeNull();
  });

  it.each(["", "{}", "[1]", "null", '{"format":"policy-receipt/1"}'])("is not %j", (text) => {
    expect(verifyReceipt(text)).toMatchObject({ checks: [{ ok: false }], proven: null });
  });
});
