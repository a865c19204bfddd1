import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { endProcess, isRunning, startTimeOf } from "./processes.mjs";

const sleeper = () => {
  return spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" }).pid as number;
};

test("a process is known by number and start time, not by its number alone", async () => {
  const pid = sleeper();
  const recorded = { pid, startTime: startTimeOf(pid) };
  expect(isRunning(recorded)).toBe(true);
  expect(isRunning({ pid, startTime: "1" })).toBe(false);

  await endProcess({ pid, startTime: "1" });
  expect(isRunning(recorded)).toBe(true);
  await endProcess(recorded);
  expect(isRunning(recorded)).toBe(false);
});

test.runIf(process.platform === "linux")(
  "a zombie, which still answers kill 0, does not count as running",
  async () => {
    // A shell that never reaps: its child ends and stays a zombie until the shell is gone.
    const script =
      "const c = require('child_process').spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], { stdio: ['ignore', 'inherit', 'ignore'] }); setInterval(() => {}, 1000); process.on('SIGTERM', () => { c.kill('SIGKILL'); process.exit(); });";
    const parent = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "ignore"] });
    const [line] = await once(parent.stdout, "data");
    const pid = Number(String(line).trim());
    await sleep(400);
    expect(() => process.kill(pid, 0)).not.toThrow();
    expect(startTimeOf(pid)).toBeNull();
    parent.kill("SIGTERM");
    await once(parent, "exit");
  },
);

test("the time of a process that never was is null", () => {
  expect(startTimeOf(-1)).toBeNull();
  expect(startTimeOf(undefined)).toBeNull();
  expect(startTimeOf(2 ** 30)).toBeNull();
});
