import { execFile } from "node:child_process";
import { hash } from "node:crypto";
import { openAsBlob } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { blobSource } from "../lib/audit/verify/byte-source";
import { linesOf } from "../lib/audit/verify/lines";
import { packageFiles } from "../lib/audit/verify/manifest";
import { readZip } from "../lib/audit/verify/zip";
import { nodeHash } from "../lib/platform/crypto/merkle";
import { buildOne, download } from "./lib/export-package";
import { fillLog } from "./lib/fill-log";
import { optionsOf } from "./lib/options";
import { printMeasure, startBench, times } from "./lib/start";

const { events } = optionsOf(
  `Offline verification of a package by \`npm run verify-audit\`, process and all; ÷ hashing the same bytes with crypto.hash
(every event as a leaf, every other file whole) plus the inner nodes of the tree. A package without disclosed fields is what
the ratio is about: decrypting is no hashing. Aim: 0.4 and less than 30 s for a million events.`,
  { events: [1_000_000, "events in the package; a tenth of them is verified as well"] },
);
const bench = await startBench();
const run = promisify(execFile);
const script = fileURLToPath(new URL("../scripts/verify-audit.ts", import.meta.url));
try {
  await fillLog(bench, events);
  const packed = async (last: number, key: boolean) =>
    download(bench, (await buildOne(bench, { last: `${last - 1}` }, key)).id);
  const [small, closed, open] = [
    await packed(Math.floor(events / 10), true),
    await packed(events, true),
    await packed(events, false),
  ];
  const smallSeconds = await verify(small);
  const before = await hashing(closed);
  const seconds = await verify(closed);
  const bare = (before + (await hashing(closed))) / 2;
  const rate = `${seconds.toFixed(1)} s, ${(events / seconds).toFixed(0)}/s; hashing alone ${bare.toFixed(1)} s`;
  printMeasure(
    `offline verification of ${events} events ÷ hashing`,
    `${times(bare / seconds)} (${rate})`,
    "0.4, < 30 s",
  );
  printMeasure("time of ten times as many", times(seconds / smallSeconds), "about 10");
  const opened = await verify(open);
  const words = `${opened.toFixed(1)} s, ${((4 * events) / opened).toFixed(0)} fields/s`;
  printMeasure("the same with four disclosed fields each", words, "< 30 s");
} finally {
  await bench.stop();
}
process.exit(0);

/** @returns seconds */
async function verify(file: string): Promise<number> {
  const began = performance.now();
  const { stdout } = await run(process.execPath, ["--import", "tsx", script, file]);
  if (!stdout.endsWith("VERIFIED\n")) throw new Error(stdout);
  return (performance.now() - began) / 1000;
}

/** What nobody can do without: the bytes are unpacked beforehand. @returns seconds */
async function hashing(file: string): Promise<number> {
  const entries = await readZip(blobSource(await openAsBlob(file)));
  let spent = 0;
  const root: Uint8Array[][] = [];
  function add(node: Uint8Array, level: number): void {
    root[level] ??= [];
    const row = root[level];
    if (row.push(node) < 2) return;
    root[level] = [];
    add(nodeHash(row[0] as Uint8Array, node), level + 1);
  }
  for (const [name, entry] of entries) {
    if (name === packageFiles.events) {
      const lines: Uint8Array[] = [];
      const flush = () => {
        const began = performance.now();
        for (const line of lines) add(new Uint8Array(hash("sha256", line, "buffer")), 0);
        spent += performance.now() - began;
        lines.length = 0;
      };
      for await (const line of linesOf(entry.open())) if (lines.push(line) === 10_000) flush();
      flush();
    } else {
      for await (const part of entry.open()) {
        const began = performance.now();
        hash("sha256", part, "buffer");
        spent += performance.now() - began;
      }
    }
  }
  return spent / 1000;
}
