import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { newSigner } from "@/lib/platform/crypto/note-key";
import { checkpointText, signNote } from "@/lib/platform/crypto/signed-note";
import { followChain, parseStatement, type Statement, signingKey, statementText } from "./chain";

const origin = "portal.example/log";
const [first, second, third] = [newSigner(origin), newSigner(origin), newSigner(origin)];
const next = newSigner(`${origin}/2`);
const root = new Uint8Array(32).fill(7);
const say = (statement: Statement, signer = first) => signNote(statementText(statement), signer);
const toSecond = say({ kind: "key", origin, size: 10n, vkey: second.vkey });
const toThird = say({ kind: "key", origin, size: 20n, vkey: third.vkey }, second);
const toNext = say({ kind: "successor", origin, size: 30n, root, vkey: next.vkey }, third);
const checkpoint = (size: bigint, signer: typeof first, name = origin) =>
  signNote(checkpointText(name, size, root), signer);

describe("a statement", () => {
  it("reads as it was written", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.boolean(), (size, changes) => {
        const statement: Statement = changes
          ? { kind: "key", origin, size, vkey: second.vkey }
          : { kind: "successor", origin, size, root, vkey: next.vkey };
        expect(parseStatement(statementText(statement))).toEqual(statement);
      }),
    );
  });

  it.each([
    ["a checkpoint", checkpointText(origin, 3n, root)],
    [
      "a size with a leading zero",
      statementText({ kind: "key", origin, size: 1n, vkey: second.vkey }).replace("\n1\n", "\n01\n"),
    ],
    ["a key of another log", statementText({ kind: "key", origin, size: 1n, vkey: next.vkey })],
    ["a successor of the same name", statementText({ kind: "successor", origin, size: 1n, root, vkey: second.vkey })],
    [
      "another first line",
      statementText({ kind: "key", origin, size: 1n, vkey: second.vkey }).replace("key/1", "key/2"),
    ],
    ["a line too many", `${statementText({ kind: "key", origin, size: 1n, vkey: second.vkey })}more\n`],
  ])("is refused: %s", (_, text) => expect(() => parseStatement(text)).toThrow(RangeError));
});

describe("a chain of keys (A13)", () => {
  const chain = followChain([first.vkey], [toSecond, toThird, toNext]);

  it("leads from one pinned key to the newest, each with the sizes it may sign", () => {
    expect(chain.keys.map(({ from, until }) => [from, until])).toEqual([
      [0n, 10n],
      [10n, 20n],
      [20n, null],
      [0n, null],
    ]);
    expect(signingKey(chain, checkpoint(9n, first), origin, 9n).vkey).toBe(first.vkey);
    expect(signingKey(chain, checkpoint(10n, second), origin, 10n).vkey).toBe(second.vkey);
    expect(signingKey(chain, checkpoint(30n, third), origin, 30n).vkey).toBe(third.vkey);
    expect(chain.closed).toEqual([{ origin, size: 30n, root, successor: `${origin}/2` }]);
    expect(signingKey(chain, checkpoint(1n, next, `${origin}/2`), `${origin}/2`, 1n).vkey).toBe(next.vkey);
  });

  it("does not let a key sign after it was replaced, nor before its time, nor a closed log grow", () => {
    expect(() => signingKey(chain, checkpoint(10n, first), origin, 10n)).toThrow("sizes 0 to 9 only");
    expect(() => signingKey(chain, checkpoint(9n, second), origin, 9n)).toThrow("sizes 10 to 19 only");
    expect(() => signingKey(chain, checkpoint(31n, third), origin, 31n)).toThrow("closed at size 30");
    expect(() => signingKey(chain, checkpoint(3n, newSigner(origin)), origin, 3n)).toThrow("No key of the log");
  });

  it("can be entered in the middle, and passes over strangers", () => {
    const late = followChain(
      [second.vkey],
      [say({ kind: "key", origin, size: 4n, vkey: third.vkey }, newSigner(origin)), toSecond, toThird],
    );
    expect(late.keys.map(({ vkey }) => vkey)).toEqual([second.vkey, third.vkey]);
    const both = followChain([first.vkey, second.vkey], [toSecond]);
    expect(both.keys).toMatchObject([{ until: 10n }, { from: 10n, until: null }]);
  });

  it("breaks when a replaced key speaks again, sizes go back, or a signature is bad", () => {
    const again = say({ kind: "key", origin, size: 12n, vkey: third.vkey });
    expect(() => followChain([first.vkey], [toSecond, again])).toThrow("no longer counts");
    const back = say({ kind: "key", origin, size: 9n, vkey: third.vkey }, second);
    expect(() => followChain([first.vkey], [toSecond, back])).toThrow("out of order");
    const after = say({ kind: "key", origin, size: 40n, vkey: newSigner(origin).vkey }, third);
    expect(() => followChain([third.vkey], [toNext, after])).toThrow("no longer counts");
    expect(() => followChain([first.vkey], [toSecond.replace("\n10\n", "\n11\n")])).toThrow("bad");
  });
});
