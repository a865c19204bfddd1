import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const hasProc = process.platform === "linux";

/**
 * When the process began, as an opaque word; null when there is none or it is a zombie. A number alone proves nothing:
 * process numbers are used again, and a zombie still answers `kill(pid, 0)`.
 */
export function startTimeOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  try {
    if (!hasProc) return startTimeByPs(pid);
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The command name may hold spaces and brackets: the fields begin after its last bracket.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}

function startTimeByPs(pid) {
  const [state, ...start] = execFileSync("ps", ["-o", "state=,lstart=", "-p", String(pid)], { encoding: "utf8" })
    .trim()
    .split(/\s+/);
  return !state || state.startsWith("Z") ? null : start.join(" ");
}

/** The arguments a process was started with; empty when it is gone. */
export function argumentsOf(pid) {
  try {
    if (!hasProc)
      return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" })
        .trim()
        .split(/\s+/);
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
  } catch {
    return [];
  }
}

/** Is the very process that was recorded still running? */
export function isRunning({ pid, startTime }) {
  const now = startTimeOf(pid);
  return now !== null && now === startTime;
}

/** Sends a signal and swallows "no such process". */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Waits until the recorded process is gone (or a zombie). @returns {Promise<boolean>} false after `timeout` ms */
export async function waitUntilGone(recorded, timeout) {
  const end = Date.now() + timeout;
  while (isRunning(recorded)) {
    if (Date.now() > end) return false;
    await sleep(20);
  }
  return true;
}

/** Ends a recorded process: politely, then after `patience` ms by force. A process whose start time differs is left alone. */
export async function endProcess(recorded, patience = 10_000, polite = "SIGTERM") {
  if (!isRunning(recorded)) return;
  signal(recorded.pid, polite);
  if (await waitUntilGone(recorded, patience)) return;
  if (isRunning(recorded)) signal(recorded.pid, "SIGKILL");
  await waitUntilGone(recorded, 5_000);
}

/** A port nobody listens on at this moment. */
export function freePort(host = "127.0.0.1") {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once("error", reject);
    server.listen(0, host, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Can we listen there? @returns {Promise<string | null>} null when free, else the error code (EADDRINUSE, EACCES …) */
export function portProblem(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(error.code ?? "unknown"));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}
