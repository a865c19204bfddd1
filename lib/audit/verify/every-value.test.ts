import { copyFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { everyChange } from "@/scripts/testing/every-change";
import { handmadePackage } from "../testing/handmade-package";
import { checkPackage, fixSums } from "../testing/package-fixture";
import { zipFolder } from "../testing/zip-folder";

let folder: string;
let policy: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-every-value-"));
  policy = await handmadePackage(genuine());
  await cp(genuine(), path.join(folder, "forged"), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const genuine = () => path.join(folder, "genuine");

/** What no signature covers, and the sentence by which the check says so. */
const saidOnly: [RegExp, RegExp][] = [
  [/^manifest.json \$\.requested(By|At) /, /Who asked for it and when is said by the package only/],
  [/^evidence.index.ndjson \$\.fileName /, /The names of 1 evidence file are said by/],
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
