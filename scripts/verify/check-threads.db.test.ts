import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkPackage, createLogToExport, everything, fixSums } from "@/lib/audit/testing/package-fixture";
import { writeEvents } from "@/lib/audit/testing/write-events";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
/** Four batches: one each for two threads, twice. */
const count = 3_200;

/** What `npm run verify-audit` does with a large package, here whatever its size; a process, because threads are started as it is. */
const program = `
  import { readFileSync } from "node:fs";
  import { blobSource } from "${root}lib/audit/verify/byte-source";
  import { verifyPackage } from "${root}lib/audit/verify/verify-package";
  import { startCheckThreads } from "${root}scripts/verify/check-threads";
  const threads = startCheckThreads(2);
  const source = blobSource(new Blob([readFileSync(process.argv[2])]));
  const { ok, firstBadIndex, problems } = await verifyPackage(source, {}, threads.check);
  await threads.stop();
  console.log(JSON.stringify({ ok, firstBadIndex: String(firstBadIndex), messages: problems.map(({ message }) => message) }));
`;

let made: Awaited<ReturnType<typeof createLogToExport>>;

beforeAll(async () => {
  made = await createLogToExport();
  await writeEvents(made.organization, count - 601, "example.write-more");
  await made.sequence("store");
  await writeFile(path.join(made.folder, "with-threads.mts"), program);
});
afterAll(() => made.drop());

/** The package with one of its files changed and all sums made to fit, as threads and as one thread see it. */
async function seen(file: string, change: (text: string) => string) {
  const selection = { kind: "range", first: 0n, count: BigInt(count) } as const;
  const zip = await made.exported({ ...everything, selection }, async (files) => {
    const at = path.join(files, file);
    await writeFile(at, change(await readFile(at, "utf8")));
    await fixSums(files);
  });
  const argv = ["--import", "tsx", path.join(made.folder, "with-threads.mts"), zip];
  const { stdout } = await run(process.execPath, argv, { cwd: root });
  const alone = await checkPackage(zip);
  return {
    threads: JSON.parse(stdout),
    alone: {
      ok: alone.ok,
      firstBadIndex: String(alone.firstBadIndex),
      messages: alone.problems.map(({ message }) => message),
    },
  };
}

const onLine = (number: number, change: (line: string) => string) => (text: string) =>
  text
    .split("\n")
    .map((line, i) => (i === number ? change(line) : line))
    .join("\n");

describe("a package checked by several threads (A14)", () => {
  it("is found good when it is", async () => {
    const { threads, alone } = await seen("events.csv", (text) => text);
    expect(threads).toEqual({ ok: true, firstBadIndex: "null", messages: [] });
    expect(threads).toEqual(alone);
  });

  it.each([0, 1_023, 1_024, 2_200, count - 1])("is refused for one altered event, №%i", async (index) => {
    const { threads, alone } = await seen(
      "events.ndjson",
      onLine(index, (line) => line.replace('"success"', '"failure"')),
    );
    expect(threads).toMatchObject({ ok: false, firstBadIndex: `${index}` });
    expect(threads.messages.join()).toContain("altered");
    expect(threads).toEqual(alone);
  });

  it("names the first of several altered events, whichever thread is done first", async () => {
    const spoil = (text: string) =>
      [2_900, 1_100, 50, 2_050].reduce((all, at) => onLine(at, (line) => `${line} `)(all), text);
    const { threads, alone } = await seen("events.ndjson", spoil);
    expect(threads).toMatchObject({ ok: false, firstBadIndex: "50" });
    expect(threads).toEqual(alone);
  });

  it("is refused for an edited row of the table", async () => {
    const { threads, alone } = await seen(
      "events.csv",
      onLine(2_501, (line) => line.replace("success", "denied")),
    );
    expect(threads).toMatchObject({ ok: false, firstBadIndex: "2500" });
    expect(threads.messages.join()).toContain("The column outcome says another thing");
    expect(threads).toEqual(alone);
  });

  it("is refused when a thread cannot read what it gets", async () => {
    const { threads, alone } = await seen(
      "disclosures.ndjson",
      onLine(700, () => '{"index":"1100",'),
    );
    expect(threads.ok).toBe(false);
    expect(alone.ok).toBe(false);
  });
});
