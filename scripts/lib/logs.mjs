import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } from "node:fs";

const largest = 10 * 1024 * 1024;

/** Moves a grown log aside (`.1`, `.2`), keeping two old ones. */
export function rotate(file) {
  try {
    if (statSync(file).size < largest) return;
  } catch {
    return;
  }
  rmSync(`${file}.2`, { force: true });
  for (const [from, to] of [
    [`${file}.1`, `${file}.2`],
    [file, `${file}.1`],
  ]) {
    try {
      renameSync(from, to);
    } catch {
      // There was no older one.
    }
  }
}

/** A log that moves itself aside when it has grown. */
export function rotatingLog(file) {
  let size = largest;
  let handle = null;
  return {
    file,
    write(chunk) {
      if (size >= largest) {
        if (handle !== null) closeSync(handle);
        rotate(file);
        handle = openSync(file, "a", 0o600);
        size = statSync(file).size;
      }
      size += writeSync(handle, chunk);
    },
    close() {
      if (handle !== null) closeSync(handle);
      handle = null;
      size = largest;
    },
  };
}

/** The last lines of a log, for an error message. */
export function tailOf(file, lines = 12) {
  try {
    return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
  } catch {
    return "(no log)";
  }
}
