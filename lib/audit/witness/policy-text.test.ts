import { expect, it } from "vitest";
import { cosignerSigner, newSigner } from "@/lib/platform/crypto/note-key";
import { parsePolicy } from "../verify/policy";
import { readWitnesses } from "./configured";
import { policyText } from "./policy-text";

const log = newSigner("portal.example/log").vkey;
const keys = [1, 2, 3].map((n) => cosignerSigner(`w${n}.example`, new Uint8Array(32).fill(n), () => 0n).vkey);
const outside = readWitnesses(keys.map((vkey, i) => ` https://w${i}.example/ ${vkey} `).join(","));
const local = { name: "w1.example", vkey: keys[0] as string, url: "http://127.0.0.1:1", sameMachine: true };

it("asks for all witnesses outside, or as many as the setting says, never for the one beside the portal as well", () => {
  expect(parsePolicy(policyText([log], []))).toMatchObject({ quorum: null });
  const all = parsePolicy(policyText([log, log], outside));
  expect(all.groups.get("witnesses")).toEqual({ threshold: 3, members: ["w1.example", "w2.example", "w3.example"] });
  expect(parsePolicy(policyText([log], outside, 2)).groups.get("witnesses")?.threshold).toBe(2);
  expect(parsePolicy(policyText([log], outside, 9)).groups.get("witnesses")?.threshold).toBe(3);
  const alone = policyText([log], [local], 2);
  expect(alone).toContain("proves nothing against its owner");
  expect(parsePolicy(alone).groups.get("witnesses")).toEqual({ threshold: 1, members: ["w1.example"] });
  const both = parsePolicy(policyText([log], [...outside.slice(1), local]));
  expect(both.groups.get("witnesses")?.members).toEqual(["w2.example", "w3.example"]);
});

it("takes a witness at an address of this machine for one beside the portal", () => {
  const [near, far] = readWitnesses(`http://127.0.0.1:7 ${keys[0]}, https://w.example ${keys[1]}`);
  expect([near?.sameMachine, far?.sameMachine]).toEqual([true, false]);
});

it("refuses a malformed setting", () => {
  const [first, twice] = [keys[0], `https://a.example ${keys[0]}, https://b.example ${keys[0]}`];
  for (const text of [
    twice,
    `https://w.example ${log}`,
    `https://w.example`,
    `${first} https://w.example/`,
    `https://w.example ${first} more`,
  ]) {
    expect(() => readWitnesses(text)).toThrow(RangeError);
  }
});
