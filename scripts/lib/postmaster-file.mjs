import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { Problem } from "./problem.mjs";
import { argumentsOf, signal, startTimeOf, waitUntilGone } from "./processes.mjs";

const fileOf = (dataFolder) => path.join(dataFolder, "postmaster.pid");

function linesOf(dataFolder) {
  try {
    return readFileSync(fileOf(dataFolder), "utf8").split("\n");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

/** PostgreSQL writes "ready" into the eighth line of postmaster.pid once it takes connections. */
export function isReady(dataFolder, pid) {
  const lines = linesOf(dataFolder);
  return lines !== null && Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/**
 * After kill -9 of the supervisor PostgreSQL lives on: stop it and start anew. A dead one, or a zombie (process 1 does not
 * always reap), leaves a file that makes PostgreSQL refuse to start: remove it.
 */
export async function clearStalePostmaster(dataFolder) {
  const lines = linesOf(dataFolder);
  if (lines === null) return;
  const pid = Number(lines[0]);
  const startTime = startTimeOf(pid);
  if (startTime !== null && isServerOf(pid, dataFolder)) {
    signal(pid, "SIGINT");
    if (!(await waitUntilGone({ pid, startTime }, 30_000))) {
      throw new Problem(
        `An earlier PostgreSQL (process ${pid}) still holds ${dataFolder} and does not stop.`,
        `End it with \`kill -QUIT ${pid}\` and start again.`,
      );
    }
  }
  rmSync(fileOf(dataFolder), { force: true });
}

function isServerOf(pid, dataFolder) {
  const [command, ...args] = argumentsOf(pid);
  return command !== undefined && path.basename(command) === "postgres" && args.includes(dataFolder);
}
