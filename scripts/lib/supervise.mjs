import { spawn } from "node:child_process";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rotatingLog } from "./logs.mjs";
import { endProcess, isRunning, signal, startTimeOf } from "./processes.mjs";
import { root } from "./settings.mjs";
import { watchHealth } from "./watch-health.mjs";

const followParent = new URL("follow-parent.mjs", import.meta.url).href;
/** How scripts in TypeScript are started. */
export const typescript = ["--conditions=react-server", "--import", "tsx"];
export const next = path.join(root, "node_modules/next/dist/bin/next");

/**
 * Keeps one child running: started again with growing pauses (0.5 s to 30 s) until `stop()`, also when it no longer answers `health`.
 * @param {{ name: string, args: string[], env: object, logFolder: string, record?: (process: object | null) => void,
 *   say?: (line: string) => void, health?: Parameters<typeof watchHealth>[0] }} options
 */
export function supervise({ name, args, env, logFolder, record = () => {}, say = () => {}, health }) {
  let stopping = false;
  let current = null;
  let failures = 0;
  const pause = new AbortController();
  const log = rotatingLog(path.join(logFolder, `${name}.log`));

  const done = (async () => {
    while (!stopping) {
      const began = Date.now();
      const how = await once();
      if (stopping) return;
      failures = Date.now() - began > 60_000 ? 1 : failures + 1;
      const wait = Math.min(30_000, 500 * 2 ** (failures - 1));
      say(`${name} ended (${how}); starting it again in ${wait / 1000} s, see ${log.file}`);
      await sleep(wait, undefined, { signal: pause.signal }).catch(() => {});
    }
  })();

  function once() {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, ["--import", followParent, ...args], {
        cwd: root,
        env,
        detached: true, // Ctrl-C is ours to pass on, in the right order
        stdio: ["ignore", "pipe", "pipe"],
      });
      current = { pid: child.pid ?? -1, startTime: startTimeOf(child.pid) };
      record(current);
      const unwatch = health ? watchHealth(health, endHung) : () => {};
      for (const stream of [child.stdout, child.stderr]) stream.on("data", log.write);
      child.once("error", (error) => ended(error.message));
      child.once("exit", (code, signal) => ended(signal ?? `code ${code}`));
      // By force at once: a loop that is blocked handles no polite signal.
      function endHung() {
        if (stopping || !current || !isRunning(current)) return;
        say(`${name} runs and does not answer; ending it`);
        signal(current.pid, "SIGKILL");
      }
      function ended(how) {
        unwatch();
        current = null;
        record(null);
        resolve(how);
      }
    });
  }

  return {
    failures: () => failures,
    log,
    running: () => current,
    async stop() {
      stopping = true;
      pause.abort();
      if (current) await endProcess(current, 10_000);
      await done;
      log.close();
    },
  };
}
