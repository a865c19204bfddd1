import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { everyChange } from "@/scripts/testing/every-change";
import { handmadePackage } from "../testing/handmade-package";
import { checkPackage, fixSums } from "../testing/package-fixture";
import { zipFolder } from "../testing/zip-folder";

let folder: string;
let policy: string;
/** Three events; more than a tile holds, under a second key; some of the events, by a filter; few of many, whose hashes nothing but the tree vouches for. */
const kinds = {
  plain: {},
  long: { total: 300, rotated: true },
  filtered: { total: 9, chosen: 4 },
  sparse: { total: 300, chosen: 4 },
};
const policies: Record<string, string> = {};

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-every-value-"));
  for (const [kind, wanted] of Object.entries(kinds))
    policies[kind] = await handmadePackage(path.join(folder, kind), wanted);
});
beforeEach(() => choose("plain"));
afterAll(() => rm(folder, { recursive: true, force: true }));

let chosen: string;
const genuine = () => path.join(folder, chosen);

/** Which package is forged from here on. */
async function choose(kind: keyof typeof kinds) {
  chosen = kind;
  policy = policies[kind] as string;
  await rm(path.join(folder, "forged"), { recursive: true, force: true });
  await cp(genuine(), path.join(folder, "forged"), { recursive: true });
}

/** What no signature covers, and the sentence by which the check says so. */
const saidOnly: [RegExp, RegExp][] = [
  [/^manifest.json \$\.requested(By|At) /, /Who asked for it and when is said by the package only/],
  [/^evidence.index.ndjson \$\.fileName /, /The names of 1 evidence file are said by/],
  [/^manifest.json \$\.selection\.filter\./, /By what it was filtered is said by the package only/],
  [/^manifest.json \$\.evidence removed /, /asked for without the 1 evidence file/],
];

/** In one folder, put right again afterwards: five hundred times. */
async function checkForged(change: (files: string) => Promise<void>, name = "README") {
  const files = path.join(folder, "forged");
  await change(files);
  await zipFolder(files, `${files}.zip`);
  const report = await checkPackage(`${files}.zip`, { policy });
  for (const one of [name, "manifest.json", "SHA256SUMS"]) {
    await copyFile(path.join(genuine(), one), path.join(files, one));
  }
  return report;
}

/** The forgeries that pass for genuine, whatever the lists of sums say. */
async function unnoticed(name: string, lines: (text: string) => string[], join: (lines: string[]) => string) {
  const manifest: unknown = JSON.parse(await readFile(path.join(genuine(), "manifest.json"), "utf8"));
  const before = lines(await readFile(path.join(genuine(), name), "utf8"));
  const passed: string[] = [];
  const last = before.length - 1;
  for (const { what, value } of everyChange(JSON.parse(before[last] as string))) {
    const text = name === "manifest.json" ? JSON.stringify(value, null, 2) : JSON.stringify(value);
    const report = await checkForged(async (files) => {
      const forged = join(before.with(last, text));
      await writeFile(path.join(files, name), forged);
      await fixSums(files).catch(() => undefined);
      // Making the sums fit has undone the forgery of a sum.
      const undone = isDeepStrictEqual(JSON.parse(await readFile(path.join(files, "manifest.json"), "utf8")), manifest);
      if (undone && name === "manifest.json") await writeFile(path.join(files, name), forged);
    }, name);
    const label = `${name} ${what} `;
    const said = saidOnly.some(([place, limit]) => place.test(label) && limit.test(report.limits.join("\n")));
    if (report.ok && !said) passed.push(label);
  }
  return passed;
}

const ofLines = [(text: string) => text.trimEnd().split("\n"), (all: string[]) => `${all.join("\n")}\n`] as const;
const whole = [(text: string) => [text], (all: string[]) => `${all.join("")}\n`] as const;

it("a genuine package verifies, and says what it cannot prove", async () => {
  const report = await checkForged(async () => undefined);
  expect(report).toMatchObject({ ok: true, problems: [] });
  expect(report.limits.join("\n")).toMatch(/said by the package only: Somebody, 2026-12-01T09:00:00/);
  expect(report.limits.join("\n")).not.toMatch(/No check needed|README/);
});

it.each([
  ["events.ndjson", ofLines],
  ["disclosures.ndjson", ofLines],
  ["evidence/index.ndjson", ofLines],
  ["manifest.json", whole],
] as const)(
  "each value of %s that is changed, taken away or added is found (A14)",
  async (name, [lines, join]) => {
    expect(await unnoticed(name, lines, join)).toEqual([]);
  },
  300_000,
);

it("each value of the chain of keys that is changed, taken away or added is found (A13, A14)", async () => {
  await choose("long");
  expect((await checkForged(async () => undefined)).facts.join("\n")).toMatch(/its key was changed at size 2/);
  expect(await unnoticed("chain.json", ...whole)).toEqual([]);
}, 300_000);

it("each value of a package by a filter that is changed is found, but by what it was filtered, which is said (A14)", async () => {
  await choose("filtered");
  expect(await checkForged(async () => undefined)).toMatchObject({ ok: true, problems: [] });
  expect(await unnoticed("manifest.json", ...whole)).toEqual([]);
  expect(await unnoticed("events.ndjson", ...ofLines)).toEqual([]);
  // Lists of one number a line, and the last line of the table.
  for (const name of ["proofs/indexes.txt", "events.csv"]) {
    const text = await readFile(path.join(genuine(), name), "utf8");
    for (const [at, character] of [...text].entries()) {
      if (!/[0-9a-z]/.test(character) || at < text.lastIndexOf("\n", text.length - 2)) continue;
      const forged = `${text.slice(0, at)}${character === "1" ? "2" : "1"}${text.slice(at + 1)}`;
      const report = await checkForged(async (files) => {
        await writeFile(path.join(files, name), forged);
        await fixSums(files);
      }, name);
      expect(report.ok, `${name} ${at}`).toBe(false);
    }
  }
}, 300_000);

/** So many of the hashes of a full tile; which, follows from the seed. */
const sampleOfHashes = 48;
const seed = Number(process.env.EVERY_VALUE_SEED ?? 20261201);

it.each(["long", "sparse"] as const)(
  `each hash of a tile that is changed is found: all of partial ones, ${sampleOfHashes} of full ones (seed ${seed}), in a %s package (A14)`,
  async (kind) => {
    await choose(kind);
    const tiles = ["000", "001.p/44", "../1/000.p/1"].map((name) => path.posix.join("proofs/tile/0", name));
    let [random, walked] = [seed, 0];
    const passed: string[] = [];
    for (const name of tiles) {
      const bytes = await readFile(path.join(genuine(), name));
      const count = bytes.length / 32;
      for (let n = 0; n < Math.min(count, count === 256 ? sampleOfHashes : count); n++) {
        random = (random * 48_271) % 2_147_483_647;
        const hash = count === 256 ? random % 256 : n;
        const forged = Buffer.from(bytes);
        forged.writeUInt8(forged.readUInt8(32 * hash + (n % 32)) ^ 1, 32 * hash + (n % 32));
        const report = await checkForged(async (files) => {
          await writeFile(path.join(files, name), forged);
          await fixSums(files);
        }, name);
        if (report.ok) passed.push(`${name} ${hash}`);
        walked += 1;
      }
    }
    expect(walked).toBe(sampleOfHashes + 44 + 1);
    expect(passed).toEqual([]);
  },
  300_000,
);

it("a member said twice, another README, files nobody needs and wrong counts are found or said (A14)", async () => {
  const edit = (name: string, change: (text: string) => string, sums = true) =>
    checkForged(async (files) => {
      const file = path.join(files, name);
      await writeFile(file, change(await readFile(file, "utf8")));
      if (sums) await fixSums(files);
    }, name);
  const twice = (text: string) => text.replace('"requestedBy":', '"requestedBy": "Nobody",\n  "requestedBy":');
  expect((await edit("manifest.json", twice, false)).messages).toMatch(/manifest is malformed/);
  const key = (text: string) => text.replace('"key":', '"key":"AAAA","key":');
  expect((await edit("disclosures.ndjson", key)).messages).toMatch(/speaks of events that are not in the package/);
  const readme = await edit("README", (text) => text.replace("without trusting", "trusting"));
  expect(readme.limits.join("\n")).toMatch(/The README is not the one/);
  const spare = await checkForged(async (files) => {
    await writeFile(path.join(files, "proofs/spare"), "anything");
    const manifest = JSON.parse(await readFile(path.join(files, "manifest.json"), "utf8"));
    manifest.files.push({ path: "proofs/spare", sha256: "", bytes: 0 });
    await writeFile(path.join(files, "manifest.json"), JSON.stringify(manifest));
    await fixSums(files);
  });
  await rm(path.join(folder, "forged/proofs/spare"));
  expect(spare.limits.join("\n")).toMatch(/No check needed 1 of the files, such as proofs\/spare/);
  const counts = (text: string) => text.replace('"rows": 3', '"rows": 2');
  expect((await edit("manifest.json", counts)).messages).toMatch(/another number of rows/);
});
