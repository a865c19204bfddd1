import { createCipheriv, createHash, randomBytes } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { optionsOf } from "./lib/options";
import { median, printMeasure, times } from "./lib/start";

const { mebibytes: large, rounds } = optionsOf(
  `Evidence of 1 GiB taken in as the upload route does it (sniffed, hashed, encrypted, stored; plain and as multipart) ÷ a raw
pipeline of SHA-256 + AES-256-GCM + write and one sync. Aim: 0.6, and less than 64 MiB more memory. Also the growth from a
tenth of it.`,
  { mebibytes: [1024, "size of the evidence"], rounds: [3, "rounds, each way in turn"] },
);
const mebibyte = 1024 * 1024;
const tenth = Math.ceil(large / 10);
const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-bench-upload-"));
process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "store");
process.env.PORTAL_MASTER_KEY ??= randomBytes(32).toString("base64");
process.env.NEXTAUTH_SECRET ??= randomBytes(32).toString("hex");
process.env.DATABASE_URL ??= "postgresql://nobody@127.0.0.1:1/none";
process.env.LOG_LEVEL = "silent";

const { receiveFile } = await import("../lib/platform/storage/receive-file");
const { multipartOf } = await import("../lib/platform/http/multipart");
const { objectStore } = await import("../lib/platform/storage/object-store");

/** As the network hands it over: pieces of 64 KiB. */
const piece = randomBytes(64 * 1024);
function* bytes(mebibytes: number) {
  for (let sent = 0; sent < (mebibytes * mebibyte) / piece.length; sent += 1) yield piece;
}
async function* arriving(mebibytes: number) {
  yield* bytes(mebibytes);
}

async function raw(mebibytes: number): Promise<void> {
  const file = path.join(folder, "raw");
  const handle = await open(file, "w");
  const hash = createHash("sha256");
  const cipher = createCipheriv("aes-256-gcm", randomBytes(32), randomBytes(12));
  let previous: Promise<unknown> = Promise.resolve();
  for await (const part of arriving(mebibytes)) {
    hash.update(part);
    const sealed = cipher.update(part);
    await previous;
    previous = handle.write(sealed);
  }
  await previous;
  await handle.write(Buffer.concat([cipher.final(), cipher.getAuthTag()]));
  hash.digest();
  await handle.sync();
  await handle.close();
  await rm(file);
}

async function plain(mebibytes: number): Promise<void> {
  const { storageKey } = await receiveFile(arriving(mebibytes), "large.bin");
  await objectStore().remove(storageKey);
}

/** As long as browsers make them. */
const boundary = "----WebKitFormBoundary7MA4YWxkTrZu0gW";

async function multipart(mebibytes: number): Promise<void> {
  async function* body() {
    yield Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="large.bin"\r\n\r\n`);
    yield* bytes(mebibytes);
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
  }
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  const request = new Request("http://localhost/", {
    method: "POST",
    headers,
    body: body() as unknown as BodyInit,
    duplex: "half",
  } as RequestInit);
  for await (const part of multipartOf(request)) {
    const { storageKey } = await receiveFile(part.bytes, part.fileName ?? "");
    await objectStore().remove(storageKey);
  }
}

/** Seconds it took, and by how many MiB the memory of the process grew at most. */
async function measured(work: () => Promise<void>): Promise<{ seconds: number; grown: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const started = performance.now();
  await work();
  clearInterval(timer);
  return {
    seconds: (performance.now() - started) / 1000,
    grown: (Math.max(most, process.memoryUsage().rss) - before) / mebibyte,
  };
}

try {
  for (const work of [raw, plain, multipart]) await work(tenth);
  const small = await measured(() => plain(tenth));
  const ratios: { plain: number; multipart: number; grown: number; seconds: number }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const baseline = await measured(() => raw(large));
    const upload = await measured(() => plain(large));
    const parts = await measured(() => multipart(large));
    const ratio = (each: { seconds: number }) => baseline.seconds / each.seconds;
    const grown = Math.max(upload.grown, parts.grown);
    ratios.push({ plain: ratio(upload), multipart: ratio(parts), grown, seconds: upload.seconds });
    const speed = ({ seconds }: { seconds: number }) => `${(large / seconds).toFixed(0)} MiB/s`;
    console.log(
      `round ${round}: raw ${speed(baseline)}, upload ${speed(upload)} (${times(ratio(upload))}), multipart ${speed(parts)} (${times(ratio(parts))}), memory +${grown.toFixed(0)} MiB`,
    );
  }
  const of = (name: "plain" | "multipart" | "seconds") => median(ratios.map((each) => each[name]));
  printMeasure("upload ÷ raw pipeline", times(of("plain")), "0.6");
  printMeasure("the same as multipart", times(of("multipart")), "0.6");
  const grown = Math.max(...ratios.map((each) => each.grown));
  printMeasure("more memory", `${grown.toFixed(0)} MiB, ${small.grown.toFixed(0)} MiB at a tenth`, "< 64 MiB");
  printMeasure(
    "time of ten times as many bytes",
    times((of("seconds") / small.seconds / large) * tenth * 10),
    "about 10",
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
process.exit(0);
