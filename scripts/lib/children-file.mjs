import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { endProcess } from "./processes.mjs";

/** Remembers the children by number and start time, so that the next start can end what a killed one left behind. */
export function childrenFile(dataFolder) {
  const file = path.join(dataFolder, "children.json");
  let children = {};
  const write = () => {
    writeFileSync(`${file}.new`, JSON.stringify(children));
    renameSync(`${file}.new`, file);
  };
  return {
    record(name, recorded) {
      if (recorded) children[name] = recorded;
      else delete children[name];
      write();
    },
    async endLeftovers() {
      let left = {};
      try {
        left = JSON.parse(readFileSync(file, "utf8"));
      } catch {
        // Nothing recorded, or cut off while being written: children also end by themselves.
      }
      await Promise.all(Object.values(left).map((recorded) => endProcess(recorded, 5_000)));
      children = {};
      rmSync(file, { force: true });
    },
  };
}
