import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort, startTimeOf } from "./processes.mjs";
import { supervise } from "./supervise.mjs";

/** Answers until it is asked for /block, or for ever; a polite end it would not hear either. */
const program = `
  import http from "node:http";
  process.on("SIGTERM", () => {});
  http.createServer((request, response) => {
    if (request.url === "/block") for (;;);
    response.writeHead(request.url === "/health" ? 503 : 200).end(String(process.pid));
  }).listen(Number(process.argv[2]), "127.0.0.1");
`;
let folder: string;
let child: ReturnType<typeof supervise> | undefined;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "supervise-"));
  await writeFile(path.join(folder, "server.mjs"), program);
});
afterEach(async () => {
  const running = child?.running();
  if (running && running.startTime === startTimeOf(running.pid)) process.kill(running.pid, "SIGKILL");
  await child?.stop();
  await rm(folder, { recursive: true });
});

async function started(said: string[], misses: number) {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  child = supervise({
    name: "web",
    args: [path.join(folder, "server.mjs"), String(port)],
    env: { PATH: process.env.PATH, NODE_ENV: "test" },
    logFolder: folder,
    say: (line) => said.push(line),
    health: { url: `${address}/health`, every: 100, patience: 2_000, misses },
  });
  return address;
}

/** The number of the process that answers, once one does that is not `other`. */
async function answering(address: string, other = 0): Promise<number> {
  const end = Date.now() + 90_000;
  while (Date.now() < end) {
    const pid = await fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
      async (response) => Number(await response.text()),
      () => 0,
    );
    if (pid !== 0 && pid !== other) return pid;
    await sleep(100);
  }
  throw new Error("Nobody answers.");
}

test("a child that runs and answers nobody is ended and started again", { timeout: 120_000 }, async () => {
  const said: string[] = [];
  const address = await started(said, 3);
  const first = await answering(address);
  await fetch(`${address}/block`, { signal: AbortSignal.timeout(1_000) }).catch(() => {});
  const second = await answering(address, first);
  expect(second).not.toBe(first);
  expect(startTimeOf(first)).toBeNull();
  expect(said.join("\n")).toMatch(/web runs and does not answer; ending it\nweb ended \(SIGKILL\); starting it again/);
});

test("one that answers that it is not well is left alone", { timeout: 120_000 }, async () => {
  const said: string[] = [];
  const address = await started(said, 5);
  const first = await answering(address);
  for (let asked = 0; asked < 20; asked += 1) expect(await answering(address)).toBe(first);
  await sleep(500);
  expect(await answering(address)).toBe(first);
  expect(said).toEqual([]);
});
