import { beforeAll, describe, expect, it, vi } from "vitest";
import { limits } from "@/lib/platform/confined/limits";
import { AppError } from "@/lib/platform/errors";
import { normaliseMarkdown } from "../markdown-text";
import { heartbeat } from "../testing/heartbeat";
import { hostileMarkdown } from "../testing/hostile";
import { longestGoodText } from "../testing/longest-text";
import { headingsOf } from "./heading-id";
import { assertLaysOut, changesOf } from "./layouts";

vi.mock("@/lib/platform/env", () => ({ env: {}, logLevel: "silent" }));
const asked = vi.hoisted(() => vi.fn());
vi.mock("../confined/ask", async (original) => {
  const real = await original<typeof import("../confined/ask")>();
  const askReader: typeof real.askReader = (...question) => {
    asked(question[0]);
    return real.askReader(...question);
  };
  return { ...real, askReader };
});

/** Far less than the work itself takes: who asks this process something meanwhile waits for none of it. */
const longestGap = 2_000;
const timeout = 180_000;
const organizationId = "0193b6a0-0000-7000-8000-000000000001";

// Less time than the portal gives is enough to see that each is ended; the longest good text has all of it.
const { layOut } = limits;
beforeAll(() => void Object.assign(limits, { layOut: 500 }));

describe("P1: a text that costs too much to lay out is refused when it is saved", () => {
  it.each(hostileMarkdown)("%s", { timeout }, async (_, make) => {
    const text = normaliseMarkdown((await make()).toString());
    const heart = heartbeat();
    const refusal = await assertLaysOut(organizationId, text).catch((error: unknown) => error);
    expect(heart.stop()).toBeLessThan(longestGap);
    if (refusal === undefined) return;
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({
      code: "invalid",
      details: { fieldErrors: { text: [expect.stringMatching(/takes too long to lay out. Nothing was saved/)] } },
    });
  });

  it("the same text is not tried a second time", { timeout }, async () => {
    const text = `${"*a_ ".repeat(49_000)}\n`;
    await expect(assertLaysOut(organizationId, text)).rejects.toMatchObject({ code: "invalid" });
    asked.mockClear();
    await expect(assertLaysOut(organizationId, text)).rejects.toMatchObject({ code: "invalid" });
    expect(asked).not.toHaveBeenCalled();
  });

  it("a text nobody had time for is laid out at the next try", { timeout }, async () => {
    const text = "## Good\n";
    asked.mockImplementationOnce(() => {
      throw new AppError("unavailable", "The portal's machine is very busy.");
    });
    await expect(assertLaysOut(organizationId, text)).rejects.toMatchObject({ code: "unavailable" });
    await assertLaysOut(organizationId, text);
  });

  it("the longest good text passes", { timeout }, async () => {
    Object.assign(limits, { layOut });
    await assertLaysOut(organizationId, longestGoodText());
  });
});

describe("P6: two texts are compared within a limit", () => {
  const words = (from: number, many: number) => Array.from({ length: many }, (_, i) => `w${(from + i * 7) % 5000}`);
  it.each([
    ["200,000 characters without a word in common", words(0, 35_000).join(" "), words(3, 35_000).reverse().join(" ")],
    [
      "20,000 lines, every second changed",
      words(0, 20_000).join("\n"),
      words(0, 20_000)
        .map((w, i) => (i % 2 ? w : `${w}x`))
        .join("\n"),
    ],
    ["50,000 signs", "a,".repeat(50_000), "a;".repeat(50_000)],
    [
      "60 long paragraphs, each rewritten",
      Array.from({ length: 60 }, (_, i) => words(i, 600).join(" ")).join("\nsame\n"),
      Array.from({ length: 60 }, (_, i) => words(i * 31, 600).join(" ")).join("\nsame\n"),
    ],
  ])("%s", { timeout }, async (_, before, after) => {
    const heart = heartbeat();
    const blocks = await changesOf({ organizationId, isDraft: true }, before, after);
    expect(heart.stop()).toBeLessThan(longestGap);
    if (blocks) expect(blocks.some(({ kind }) => kind === "changed")).toBe(true);
  });
});

describe("what a page reads of a text itself is read once from its beginning to its end", () => {
  it.each([
    ["spaces within a heading", `# a${" ".repeat(199_000)}b`],
    ["brackets in a heading", `# ${"[".repeat(199_000)}`],
    ["links that never end", `# ${"[a](".repeat(49_000)}`],
    ["number signs", `# a ${"# ".repeat(99_000)}b`],
  ])("%s", (_, text) => {
    const heart = heartbeat();
    headingsOf(text);
    expect(heart.stop()).toBeLessThan(longestGap);
  });

  it("many empty lines", () => {
    const heart = heartbeat();
    expect(normaliseMarkdown(`${"\n".repeat(2_000_000)}a${"\n".repeat(2_000_000)}`)).toBe("a\n");
    expect(heart.stop()).toBeLessThan(longestGap);
  });
});
