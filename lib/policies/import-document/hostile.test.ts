import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { limits } from "@/lib/platform/confined/limits";
import { AppError } from "@/lib/platform/errors";
import { sending } from "../testing/documents";
import { heartbeat } from "../testing/heartbeat";
import { type Hostile, hostileMarkdown, hostilePdf, hostileWord } from "../testing/hostile";

const env = vi.hoisted(() => ({ PORTAL_MASTER_KEY: "", EVIDENCE_STORAGE_PATH: "" }));
vi.mock("@/lib/platform/env", () => ({ env, logLevel: "silent" }));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "hostile-"));
  Object.assign(env, { PORTAL_MASTER_KEY: Buffer.alloc(32, 1).toString("base64"), EVIDENCE_STORAGE_PATH: folder });
});
afterAll(() => rm(folder, { recursive: true }));

// None of these is good: less time is enough to see that each is ended, and that the process meanwhile goes on.
Object.assign(limits, { import: 500 });
/** Nothing of what an import does holds this process for as long as its limit would let it. */
const longestGap = 2_500;
const all = [
  ...hostileWord.map((each): [string, ...Hostile] => ["a.docx", ...each]),
  ...hostilePdf.map((each): [string, ...Hostile] => ["a.pdf", ...each]),
  ...hostileMarkdown.map((each): [string, ...Hostile] => ["a.md", ...each]),
];

describe("P9: a document that costs too much is refused, and meanwhile everybody else is answered", () => {
  it.each(all)("%s: %s", { timeout: 180_000 }, async (name, _, make) => {
    const { readDocument } = await import("./read-document");
    const bytes = await make();
    const heart = heartbeat();
    const found = await readDocument(sending(bytes), name).catch((error: unknown) => error);
    expect(heart.stop()).toBeLessThan(longestGap);
    if (found instanceof Error) {
      expect(found).toBeInstanceOf(AppError);
      expect(found.message).toMatch(/Nothing was imported/);
    } else expect(found).toMatchObject({ text: expect.any(String) });
  });
});
