import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readLock } from "./lib/lock.mjs";
import { freePort, isRunning, type RecordedProcess, startTimeOf } from "./lib/processes.mjs";
import { makeTemporaryFolder, removeFolder } from "./lib/temporary-folder.mjs";

let folder: string;
let port: number;
let running: Up | undefined;

interface Up {
  process: ChildProcess;
  output: () => string;
}

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  port = await freePort();
});
afterAll(async () => {
  if (running && running.process.exitCode === null) {
    running.process.kill("SIGTERM");
    await once(running.process, "exit");
  }
  removeFolder(folder);
});

function up(): Up {
  const { DATABASE_URL: _, npm_lifecycle_event: __, ...env } = process.env;
  const child = spawn(process.execPath, ["scripts/up.mjs"], {
    env: {
      ...env,
      DATA_FOLDER: folder,
      PORT: String(port),
      PORTAL_BUILD_FOLDER: ".next-test",
      NODE_OPTIONS: "",
      NODE_ENV: "production",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  return { process: child, output: () => output };
}

async function until<T>(look: () => T | Promise<T>, what: string, patience = 60_000): Promise<NonNullable<T>> {
  for (const end = Date.now() + patience; ; await sleep(50)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Nothing came of: ${what}\n${running?.output()}`);
  }
}

const healthy = () =>
  fetch(`http://127.0.0.1:${port}/api/health`).then(
    (response) => response.ok,
    () => false,
  );
const children = (): Record<string, RecordedProcess> =>
  JSON.parse(readFileSync(path.join(folder, "children.json"), "utf8"));
const database = (): RecordedProcess => {
  const pid = Number(readFileSync(path.join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  return { pid, startTime: startTimeOf(pid) };
};

async function serving(): Promise<Up> {
  const started = up();
  running = started;
  await until(
    () => {
      if (started.process.exitCode !== null) throw new Error(started.output());
      return started.output().includes("Ctrl-C stops it");
    },
    "up",
    240_000,
  );
  return started;
}

test("it serves, and a second one says where instead of disturbing the first", async () => {
  await serving();
  expect(await healthy()).toBe(true);
  const second = up();
  expect(await once(second.process, "exit")).toEqual([0, null]);
  expect(second.output()).toContain(`serves at http://localhost:${port}`);
  expect(await healthy()).toBe(true);
});

test.each(["web", "jobs"])("%s killed by force is started again", async (name) => {
  const before = children()[name] as RecordedProcess;
  process.kill(before.pid, "SIGKILL");
  await until(() => children()[name] && children()[name]?.pid !== before.pid, `${name} again`);
  await until(healthy, "health again");
});

test("the database killed by force is started again on its port, and the portal recovers without a restart", async () => {
  const before = database();
  process.kill(before.pid, "SIGKILL");
  await until(() => !isRunning(before), "the end of PostgreSQL");
  await until(() => {
    try {
      return isRunning(database());
    } catch {
      return false; // between two postmaster.pid files
    }
  }, "PostgreSQL again");
  await until(healthy, "health again");
});

test("kill -9 takes the children along and leaves nothing that stops the next start", async () => {
  const killed = running as Up;
  const left = [...Object.values(children())];
  const server = database();
  killed.process.kill("SIGKILL");
  await until(() => !left.some(isRunning), "the end of web and jobs", 15_000);
  expect(isRunning(server)).toBe(true);

  await serving();
  expect(isRunning(server)).toBe(false);
  expect(await healthy()).toBe(true);
});

test("SIGTERM stops everything and gives up the lock", async () => {
  const all = [...Object.values(children()), database()];
  running?.process.kill("SIGTERM");
  expect(await once((running as Up).process, "exit")).toEqual([0, null]);
  expect(all.filter(isRunning)).toEqual([]);
  expect(readLock(folder)).toBeNull();
  expect(await healthy()).toBe(false);
});
