import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { concat, fromBase64, toBase64, utf8 } from "./bytes";
import { publicKeyOf } from "./ed25519";
import { cosignerSigner, newSigner, noteKeyTypes, parseVkey, vkeyOf } from "./note-key";
import { addSignature, checkpointText, openNote, parseCheckpoint, signNote } from "./signed-note";

// Published with the Go implementation of signed notes.
const peter = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const enoch = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop";
const body = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const peterLine =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const enochLine =
  "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";
const note = `${body}\n${peterLine}`;

describe("a signed note (A9, A13)", () => {
  it("opens with the published keys", () => {
    expect(openNote(note, [peter])).toEqual({ text: body, signers: ["PeterNeumann"] });
    expect(openNote(`${body}\n${peterLine}${enochLine}`, [enoch, peter]).signers).toEqual([
      "PeterNeumann",
      "EnochRoot",
    ]);
  });

  it("ignores lines of unknown keys, even of a known name", () => {
    const stranger = signNote(body, newSigner("PeterNeumann")).slice(body.length + 1);
    expect(openNote(`${body}\n${stranger}${peterLine}`, [peter]).signers).toEqual(["PeterNeumann"]);
    expect(() => openNote(`${body}\n${stranger}`, [peter])).toThrow("No known key");
    expect(() => openNote(note, [enoch])).toThrow("No known key");
    expect(() => openNote(note, [])).toThrow("No known key");
  });

  it("is refused when a known key's signature is bad, also beside a good one", () => {
    expect(() => openNote(note.replace("answer", "Answer"), [peter])).toThrow("bad");
    const bytes = fromBase64((enochLine.split(" ")[2] as string).trimEnd());
    bytes[10] = (bytes[10] as number) ^ 1;
    const bad = `— EnochRoot ${toBase64(bytes)}\n`;
    expect(() => openNote(`${body}\n${peterLine}${bad}`, [peter, enoch])).toThrow("bad");
    expect(openNote(`${body}\n${peterLine}${bad}`, [peter]).signers).toEqual(["PeterNeumann"]);
    expect(() => openNote(`${body}\n${enochLine}${bad}`, [enoch])).toThrow("bad");
  });

  it("accepts a hundred signatures", () => {
    let signed = note;
    for (let i = 0; i < 99; i++) signed = addSignature(signed, newSigner(`witness.example/${i}`));
    expect(openNote(signed, [peter]).signers).toEqual(["PeterNeumann"]);
    expect(openNote(`${body}\n${peterLine.repeat(100)}`, [peter]).signers).toEqual(["PeterNeumann"]);
    expect(() => openNote(`${body}\n${peterLine.repeat(101)}`, [peter])).toThrow("too many");
  });

  it("has no vkey of which a character was changed or a part is missing", () => {
    for (let from = 0; from < peter.length; from++) {
      const next = String.fromCharCode(peter.charCodeAt(from) + 1);
      expect(() => openNote(note, [peter.slice(0, from) + next + peter.slice(from + 1)])).toThrow(RangeError);
      for (let to = from; to <= peter.length; to++) {
        if (to - from < peter.length) expect(() => openNote(note, [peter.slice(from, to)])).toThrow(RangeError);
      }
    }
  });

  it("splits at the last empty line", () => {
    const signer = newSigner("example.com/log");
    const text = "one\n\ntwo\n\n— three\n";
    expect(openNote(signNote(text, signer), [signer.vkey]).text).toBe(text);
  });

  it.each([
    ["nothing", ""],
    ["no signature", body],
    ["no signature after the empty line", `${body}\n`],
    ["no empty line", body + peterLine],
    ["no final newline", note.slice(0, -1)],
    ["a carriage return", note.replaceAll("\n", "\r\n")],
    ["a tab", note.replace("you", "you\t")],
    ["a NUL", `\u0000${note}`],
    ["a control character in a signature line", note.replace("— ", "—\u001f")],
    ["a lone surrogate", note.replace("you", "\ud800")],
    ["a hyphen for the dash", note.replace("— ", "- ")],
    ["two spaces", note.replace("— Peter", "—  Peter")],
    ["a space at the end of a line", `${note.slice(0, -1)} \n`],
    ["an empty name", note.replace("PeterNeumann", "")],
    ["a plus in a name", note.replace("PeterNeumann", "Peter+Neumann")],
    ["a no-break space in a name", note.replace("PeterNeumann", "Peter\u00a0Neumann")],
    ["Base64 without padding", note.replace("=\n", "\n")],
    ["Base64 with stray bits", note.replace("nAM=", "nAN=")],
    ["Base64 of the URL alphabet", note.replace("x08go/", "x08go_")],
    ["a signature of four bytes", `${note}— x AAAAAA==\n`],
    ["an empty signature", `${note}— x \n`],
    ["a malformed line beside a good one", `${note}nonsense\n`],
    ["an empty line at the end", `${note}\n`],
  ])("is refused with %s", (_, malformed) => {
    expect(() => openNote(malformed, [peter])).toThrow();
  });

  it.each([
    ["nothing", ""],
    ["no key", "PeterNeumann+c74f20a3"],
    ["another id", peter.replace("c74f20a3", "c74f20a4")],
    ["another name", peter.replace("Peter", "peter")],
    ["a short id", peter.replace("c74f20a3", "c74f20")],
    ["a short key", vkeyWith(new Uint8Array(31), 1)],
    ["another type", vkeyWith(new Uint8Array(32), 2)],
    ["a space in the name", peter.replace("rN", "r N")],
  ])("no vkey has %s", (_, vkey) => {
    expect(() => openNote(note, [vkey])).toThrow(RangeError);
    expect(() => openNote(note, [peter, vkey])).toThrow(RangeError);
  });

  it("cannot be made of a text a note cannot hold", () => {
    const signer = newSigner("example.com/log");
    for (const text of ["", "no newline", "a\r\n", "\u0007\n", "\udfff\n"]) {
      expect(() => signNote(text, signer)).toThrow(RangeError);
    }
    expect(() => newSigner("with space")).toThrow(RangeError);
    expect(() => signNote("a\n", { ...signer, name: "with space" })).toThrow(RangeError);
    expect(() => signNote("a\n", { ...signer, keyId: new Uint8Array(3) })).toThrow(RangeError);
    expect(() => newSigner("log", new Uint8Array(31))).toThrow(RangeError);
    expect(vkeyOf("a", noteKeyTypes.log, publicKeyOf(new Uint8Array(32)))).toMatch(/^a\+[0-9a-f]{8}\+AT/);
  });
});

describe("a cosignature (type 0x04)", () => {
  const text = checkpointText("example.com/behind-the-sofa", 20852163n, new Uint8Array(32).fill(7));

  it("is what C2SP tlog-cosignature says, byte by byte", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const raw = new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32));
    const vkey = vkeyOf("witness.example.com/w1", noteKeyTypes.cosignature, raw);
    const message = utf8(`cosignature/v1\ntime 1679315147\n${text}`);
    const stamp = Uint8Array.of(0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb);
    const { keyId } = parseVkey(vkey);
    const signature = toBase64(concat(keyId, stamp, new Uint8Array(sign(null, message, privateKey))));
    const signed = `${text}\n— witness.example.com/w1 ${signature}\n`;
    expect(openNote(signed, [vkey]).signers).toEqual(["witness.example.com/w1"]);
    const later = toBase64(concat(keyId, stamp.with(7, 0xcc), new Uint8Array(sign(null, message, privateKey))));
    expect(() => openNote(`${text}\n— witness.example.com/w1 ${later}\n`, [vkey])).toThrow("bad");
  });

  it("has a time from 0 to 2^63 - 1, and may stand there twice", () => {
    const seed = new Uint8Array(32).fill(3);
    const at = (time: bigint) => cosignerSigner("witness.example.com/w1", seed, () => time);
    const twice = addSignature(signNote(text, at(0n)), at(2n ** 63n - 1n));
    expect(openNote(twice, [at(0n).vkey]).signers).toEqual(["witness.example.com/w1"]);
    expect(() => openNote(signNote(text, at(2n ** 63n)), [at(0n).vkey])).toThrow("bad");
  });

  it("stands beside the log's own signature, and one type never passes for the other", () => {
    const seed = new Uint8Array(32).fill(9);
    const log = newSigner("example.com/behind-the-sofa");
    const witness = cosignerSigner("witness.example.com/w1", seed, () => 1_700_000_000n);
    const signed = addSignature(signNote(text, log), witness);
    expect(openNote(signed, [log.vkey, witness.vkey])).toEqual({ text, signers: [log.name, witness.name] });
    const asLog = newSigner("witness.example.com/w1", seed);
    expect(asLog.vkey).not.toBe(witness.vkey);
    expect(() => openNote(signNote(text, asLog), [witness.vkey])).toThrow("No known key");
  });
});

describe("a checkpoint (A9)", () => {
  const root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
  const good = `example.com/behind-the-sofa\n20852163\n${root}\n`;

  it("is read with and without extension lines, and written back the same", () => {
    const parsed = parseCheckpoint(good);
    expect(parsed).toEqual({
      origin: "example.com/behind-the-sofa",
      size: 20852163n,
      root: fromBase64(root),
      extensions: [],
    });
    expect(checkpointText(parsed.origin, parsed.size, parsed.root)).toBe(good);
    expect(parseCheckpoint(`${good}one\ntwo words\n`).extensions).toEqual(["one", "two words"]);
    expect(parseCheckpoint(`log\n0\n${root}\n`).size).toBe(0n);
    expect(parseCheckpoint(`log\n18446744073709551615\n${root}\n`).size).toBe(2n ** 64n - 1n);
  });

  it.each([
    ["nothing", ""],
    ["only newlines", "\n\n\n"],
    ["two lines", "log\n1\n"],
    ["no final newline", good.slice(0, -1)],
    ["an empty origin", good.replace("example.com/behind-the-sofa", "")],
    ["a leading zero", good.replace("2085", "02085")],
    ["00", `log\n00\n${root}\n`],
    ["a sign", good.replace("2085", "+2085")],
    ["a negative size", good.replace("2085", "-2085")],
    ["a hexadecimal size", `log\n0x10\n${root}\n`],
    ["a size with a space", good.replace("20852163", "20852163 ")],
    ["digits of another script", `log\n١\n${root}\n`],
    ["an empty size", `log\n\n${root}\n`],
    ["a size of 65 bits", `log\n18446744073709551616\n${root}\n`],
    ["a root of 31 bytes", `log\n1\n${toBase64(new Uint8Array(31))}\n`],
    ["a root of 33 bytes", `log\n1\n${toBase64(new Uint8Array(33))}\n`],
    ["a root without padding", good.replace("=", "")],
    ["a root with stray bits", good.replace("q2I=", "q2J=")],
    ["a root with a space", good.replace("CsUY", "CsU ")],
    ["a root in the URL alphabet", good.replace("/Xajj", "_Xajj")],
    ["an empty extension line", `${good}\n`],
    ["an empty line between extensions", `${good}a\n\nb\n`],
    ["a carriage return", good.replaceAll("\n", "\r\n")],
    ["a control character", `${good}\u0001\n`],
  ])("is refused with %s", (_, malformed) => {
    expect(() => parseCheckpoint(malformed)).toThrow(RangeError);
  });

  it("cannot be written with a newline in a line", () => {
    expect(() => checkpointText("a\nb", 1n, new Uint8Array(32))).toThrow(RangeError);
    expect(() => checkpointText("a", 1n, new Uint8Array(32), ["b\nc"])).toThrow(RangeError);
    expect(() => checkpointText("a", 1n, new Uint8Array(31))).toThrow(RangeError);
    expect(() => checkpointText("a", -1n, new Uint8Array(32))).toThrow(RangeError);
  });
});

function vkeyWith(key: Uint8Array, type: number): string {
  return `PeterNeumann+c74f20a3+${toBase64(concat(Uint8Array.of(type), key))}`;
}
