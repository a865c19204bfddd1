import { describe, expect, it } from "vitest";
import { cosignerSigner, newSigner, noteKeyTypes, parseVkey, vkeyOf } from "@/lib/platform/crypto/note-key";
import { addSignature, checkpointText, signNote } from "@/lib/platform/crypto/signed-note";
import { acceptCheckpoint, parsePolicy } from "./policy";

const log = newSigner("portal.example/log");
const other = newSigner("portal.example/log");
const witnesses = [1, 2, 3].map((n) =>
  cosignerSigner(`w${n}.example`, new Uint8Array(32).fill(n), () => 1_700_000_000n),
);
const [w1, w2, w3] = witnesses as [(typeof witnesses)[0], (typeof witnesses)[0], (typeof witnesses)[0]];
const renamed = cosignerSigner("again.example", new Uint8Array(32).fill(1), () => 1_700_000_000n).vkey;
const ofLog = vkeyOf("own.example", noteKeyTypes.cosignature, parseVkey(log.vkey).publicKey);
const text = checkpointText("portal.example/log", 5n, new Uint8Array(32).fill(1));
const signed = signNote(text, log);
const known = `log ${log.vkey}\nwitness one ${w1.vkey}\nwitness two ${w2.vkey} https://w2.example/\nwitness three ${w3.vkey}\n`;

describe("a policy (A13)", () => {
  it("without witnesses accepts the log's own signature", () => {
    const accepted = acceptCheckpoint(signed, parsePolicy(`# ours\n\nlog ${log.vkey}\nquorum none\n`));
    expect(accepted).toMatchObject({ origin: "portal.example/log", size: 5n, witnessedBy: [] });
  });

  it("wants its quorum", () => {
    const policy = parsePolicy(`${known}group two-of-three 2 one two three\nquorum two-of-three\n`);
    expect(() => acceptCheckpoint(signed, policy)).toThrow("quorum two-of-three is not met");
    const once = addSignature(signed, w1);
    expect(() => acceptCheckpoint(once, policy)).toThrow("not met");
    expect(acceptCheckpoint(addSignature(once, w3), policy).witnessedBy).toEqual(["one", "three"]);
    // One witness cannot stand for two by signing twice.
    expect(() => acceptCheckpoint(addSignature(once, w1), policy)).toThrow("not met");
    const any = parsePolicy(`${known}group g any one two\ngroup all all g three\nquorum all\n`);
    expect(() => acceptCheckpoint(once, any)).toThrow("not met");
    expect(acceptCheckpoint(addSignature(once, w3), any).witnessedBy).toEqual(["one", "three"]);
  });

  it("refuses a foreign log, a foreign key and a bad signature of a witness it knows", () => {
    const policy = parsePolicy(`${known}quorum none\n`);
    expect(() => acceptCheckpoint(signNote(text, other), policy)).toThrow("No known key");
    const elsewhere = checkpointText("portal.example/other", 5n, new Uint8Array(32));
    expect(() => acceptCheckpoint(signNote(elsewhere, log), policy)).toThrow("No key of the log portal.example/other");
    // A witness's word alone is not the log's.
    expect(() => acceptCheckpoint(signNote(text, w1), policy)).toThrow("No key of the log");
    const altered = addSignature(signed, w1).replace(
      /(— w1.example \S{20})(\S)/,
      (_, head, char) => head + (char === "A" ? "B" : "A"),
    );
    expect(() => acceptCheckpoint(altered, policy)).toThrow("bad");
  });

  it("accepts either key while a log changes keys", () => {
    const policy = parsePolicy(`log ${log.vkey}\nlog ${other.vkey}\nquorum none\n`);
    expect(acceptCheckpoint(signed, policy).size).toBe(5n);
    expect(acceptCheckpoint(signNote(text, other), policy).size).toBe(5n);
  });

  it.each([
    ["no log", "quorum none\n"],
    ["no quorum", `log ${log.vkey}\n`],
    ["two quorums", `log ${log.vkey}\nquorum none\nquorum none\n`],
    ["a malformed key", "log nonsense\nquorum none\n"],
    ["an unknown word", `log ${log.vkey}\ntrust me\nquorum none\n`],
    ["an unknown quorum", `log ${log.vkey}\nquorum w\n`],
    ["a witness twice", `${known}witness one ${w3.vkey}\nquorum one\n`],
    ["an unknown member", `${known}group g any one four\nquorum g\n`],
    ["a member twice", `${known}group g 2 one one\nquorum g\n`],
    ["a threshold of none", `${known}group g 0 one two\nquorum g\n`],
    ["a threshold too high", `${known}group g 3 one two\nquorum g\n`],
    ["an empty group", `${known}group g all\nquorum g\n`],
    ["one key under two names", `${known}witness again ${w1.vkey}\ngroup g 2 one again\nquorum g\n`],
    ["one key under two names in the keys", `${known}witness again ${renamed}\ngroup g 2 one again\nquorum g\n`],
    ["the log as its own witness", `${known}witness own ${log.vkey}\nquorum own\n`],
    ["a witness with a key of the log", `log ${log.vkey}\nwitness own ${ofLog}\nquorum own\n`],
    ["a group called none", `${known}group none any one\nquorum none\n`],
  ])("is refused with %s", (_, malformed) => {
    expect(() => parsePolicy(malformed)).toThrow(RangeError);
  });
});
