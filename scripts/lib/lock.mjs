import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isRunning, startTimeOf } from "./processes.mjs";

/**
 * Keeps a second `up` out of the same data folder: without it the second would stop the first one's database.
 * @returns {{ holder: object } | { write(more: object): void, release(): void }} the holder when somebody else has it
 */
export function takeLock(dataFolder, content) {
  const file = path.join(dataFolder, "up.json");
  const own = { pid: process.pid, startTime: startTimeOf(process.pid), ...content };
  const draft = `${file}.${process.pid}`;
  const writeDraft = (value) => writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  writeDraft(own);
  try {
    for (;;) {
      try {
        linkSync(draft, file); // a link is made whole or not at all, and never over another
        break;
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
        const holder = readLock(dataFolder);
        if (holder && isRunning(holder)) return { holder };
        rmSync(file, { force: true });
      }
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return {
    write(more) {
      writeDraft({ ...own, ...more });
      renameSync(draft, file);
    },
    release: () => rmSync(file, { force: true }),
  };
}

export function readLock(dataFolder) {
  try {
    return JSON.parse(readFileSync(path.join(dataFolder, "up.json"), "utf8"));
  } catch {
    return null;
  }
}
