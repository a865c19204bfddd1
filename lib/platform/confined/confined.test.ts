import { describe, expect, it, vi } from "vitest";
import { confined } from "./confined";
import { limits } from "./limits";
import { OverLimit } from "./over-limit";

vi.mock("../env", () => ({ env: {}, logLevel: "silent" }));

const entry = "lib/platform/confined/testing/works.ts";
const timeout = 180_000;
type Echo = { input: unknown; pid: number };
const second = 1_000;

describe("work in a process of its own", () => {
  it("answers one after the other in the same process, bytes too", { timeout }, async () => {
    const ask = confined(entry, 1);
    const inputs = ["a", { b: new Uint8Array([1, 2]) }, new Map([["c", 1]])];
    const answers = (await Promise.all(inputs.map((input) => ask("echo", input, second)))) as Echo[];
    expect(answers.map(({ input }) => input)).toEqual(inputs);
    expect(new Set(answers.map(({ pid }) => pid)).size).toBe(1);
    expect(answers[0]?.pid).not.toBe(process.pid);
  });

  it("knows nothing of the portal's environment", { timeout }, async () => {
    process.env.PORTAL_MASTER_KEY = "secret";
    const names = await confined(entry, 1)("environment", null, second);
    delete process.env.PORTAL_MASTER_KEY;
    expect(names).not.toContain("PORTAL_MASTER_KEY");
  });

  it.each([
    ["spin", "time"],
    ["objects", "memory"],
    ["buffers", "memory"],
    ["recurse", "memory"],
  ])("%s is ended: too much %s, and the next is answered", { timeout }, async (name, over) => {
    const ask = confined(entry, 1);
    const ended = await ask(name, null, name === "spin" ? second : limits.print).catch((error: unknown) => error);
    expect(ended).toBeInstanceOf(OverLimit);
    expect(ended).toMatchObject({ over });
    expect(await ask("echo", 1, limits.print)).toMatchObject({ input: 1 });
  });

  it("a first work that never comes back is ended by the child itself, not only by the portal's clock", {
    timeout,
  }, async () => {
    const { wall } = limits;
    Object.assign(limits, { wall: 10_000 });
    await expect(confined(entry, 1)("spin", null, second)).rejects.toMatchObject({ over: "time" });
    Object.assign(limits, { wall });
  });

  it("who hardly got a turn is not said to cost too much, and may come again", { timeout }, async () => {
    const ask = confined(entry, 1);
    await expect(ask("wait", null, 100)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/very busy/),
    });
    expect(await ask("echo", 1, second)).toMatchObject({ input: 1 });
  });

  it("says a refusal in its words, and a child that ended as a failure", { timeout }, async () => {
    const ask = confined(entry, 1);
    await expect(ask("refuse", null, second)).rejects.toMatchObject({
      code: "invalid",
      message: "No. Nothing was done.",
    });
    await expect(ask("exit", null, second)).rejects.toThrow("code 3");
    await expect(ask("unknown", null, second)).rejects.toThrow("no such work");
  });

  it("lets a child go that holds much memory", { timeout }, async () => {
    const ask = confined(entry, 1);
    const large = await ask("grow", null, limits.print);
    const { pid } = (await ask("echo", null, second)) as Echo;
    expect(pid).not.toBe(large);
  });

  it("sends away whoever would be too far back in the line", { timeout }, async () => {
    const ask = confined(entry, 1);
    const asked = Array.from({ length: limits.waiting + 2 }, (_, i) => ask("echo", i, second).catch((e: unknown) => e));
    const answers = await Promise.all(asked);
    expect(answers.at(-1)).toMatchObject({ code: "unavailable" });
    expect(answers.slice(0, -1).map((answer) => (answer as Echo).input)).toEqual(
      Array.from({ length: limits.waiting + 1 }, (_, i) => i),
    );
  });
});
