import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { Problem } from "./problem.mjs";
import { endProcess, startTimeOf } from "./processes.mjs";
import { root } from "./settings.mjs";

const followParent = new URL("follow-parent.mjs", import.meta.url).href;

/** Processes of steps still running, so that Ctrl-C can end them. */
const running = new Set();

/** "▸ Building … 41 s": says what is being done, and at the end how long it took. */
export async function step(title, work) {
  const began = performance.now();
  process.stdout.write(`  ▸ ${title} … `);
  try {
    const result = await work();
    console.log(seconds(performance.now() - began));
    return result;
  } catch (error) {
    console.log("failed");
    throw error;
  }
}

export const seconds = (ms) => `${ms < 9_950 ? (ms / 1000).toFixed(1) : Math.round(ms / 1000)} s`;

/**
 * Runs one command of ours to its end; its output goes to a log.
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export function runNode(args, { env = process.env, logFile, echo = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["--import", followParent, ...args], {
      cwd: root,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const recorded = { pid: child.pid ?? -1, startTime: startTimeOf(child.pid) };
    running.add(recorded);
    const log = logFile ? createWriteStream(logFile, { flags: "w", mode: 0o600 }) : null;
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output += chunk;
        log?.write(chunk);
        if (echo) process.stdout.write(chunk);
      });
    }
    child.once("error", reject);
    child.once("close", (code) => {
      running.delete(recorded);
      log?.end();
      resolve({ ok: code === 0, output });
    });
  });
}

/** As `runNode`, but a failure is a problem that shows the command's last words. */
export async function mustRun(args, options, what, mend) {
  const { ok, output } = await runNode(args, options);
  if (ok) return output;
  const words = output.trimEnd().split("\n").slice(-15).join("\n");
  throw new Problem(what, `${words}\n\n${mend}${options.logFile ? `\nAll of it: ${options.logFile}` : ""}`);
}

export const stopSteps = () => Promise.all([...running].map((recorded) => endTree(recorded)));

/** A step's own children (compilers, browsers) are in its process group. */
async function endTree(recorded) {
  try {
    process.kill(-recorded.pid, "SIGTERM");
  } catch {
    // Gone already.
  }
  await endProcess(recorded, 5_000);
  try {
    process.kill(-recorded.pid, "SIGKILL");
  } catch {
    // Nobody is left in the group.
  }
}
