import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const mebibyte = 1024 * 1024;

/** Resident memory of the portal's web process, in MiB, with all that it started. */
export async function webMemory(): Promise<number> {
  const file = path.join(process.env.DATA_FOLDER ?? "", "children.json");
  const { web } = JSON.parse(await readFile(file, "utf8")) as { web: { pid: number } };
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid=,rss="]);
  const rows = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number) as [number, number, number]);
  const family = new Set([web.pid]);
  for (let grown = true; grown; ) {
    const before = family.size;
    for (const [pid, parent] of rows) if (family.has(parent)) family.add(pid);
    grown = family.size > before;
  }
  const kibibytes = rows.reduce((sum, [pid, , rss]) => (family.has(pid) ? sum + rss : sum), 0);
  return (kibibytes * 1024) / mebibyte;
}

/** Looks four times a second until stopped; gives the most and the last it saw. */
export function watchMemory() {
  let going = true;
  let most = 0;
  let last = 0;
  const watching = (async () => {
    while (going) {
      last = await webMemory();
      most = Math.max(most, last);
      await sleep(250);
    }
  })();
  return {
    async stop() {
      going = false;
      await watching;
      return { most, last };
    },
  };
}
