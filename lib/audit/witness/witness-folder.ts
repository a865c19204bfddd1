import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { newSeed } from "@/lib/platform/crypto/ed25519";
import { cosignerSigner, type NoteSigner } from "@/lib/platform/crypto/note-key";
import { parseCheckpoint } from "@/lib/platform/crypto/signed-note";
import { fileStore, MissingError, readWhole } from "@/lib/platform/storage/object-store";
import type { WitnessedLogs } from "./add-checkpoint";

/**
 * A witness's own folder: its key, made at the first start and readable by nobody else, and the last checkpoint of each log.
 * `logsFile` has one vkey a line; it is read anew each time, so that a log can be added while the witness runs.
 */
export async function openWitnessFolder(
  folder: string,
  { name, logsFile }: { name?: string; logsFile: string },
): Promise<{ signer: NoteSigner; logs: WitnessedLogs }> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const signer = await loadSigner(folder, name);
  await writeFile(path.join(folder, "vkey"), `${signer.vkey}\n`);
  const store = fileStore(path.join(folder, "seen"));
  const keyOf = (origin: string) => createHash("sha256").update(origin).digest("hex");
  const logs: WitnessedLogs = {
    vkeys: () => readVkeys(logsFile),
    async latest(origin) {
      try {
        const note = (await readWhole(store, keyOf(origin))).toString("utf8");
        return parseCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
      } catch (error) {
        if (error instanceof MissingError) return null;
        throw error;
      }
    },
    keep: (origin, note) => store.write(keyOf(origin), [Buffer.from(note)]),
  };
  return { signer, logs };
}

/** Lines of a file of vkeys; empty ones and those that begin with # do not count. */
export async function readVkeys(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap((line) => (line.trim() === "" || line.startsWith("#") ? [] : [line.trim()]));
}

async function loadSigner(folder: string, wanted?: string): Promise<NoteSigner> {
  const file = path.join(folder, "key");
  const posixSeconds = () => BigInt(Math.floor(Date.now() / 1000));
  // Never overwritten: another key would be another witness.
  const fresh = `${wanted ?? `witness/${randomBytes(4).toString("hex")}`} ${Buffer.from(newSeed()).toString("base64")}\n`;
  await writeFile(file, fresh, { flag: "wx", mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EEXIST") throw error;
  });
  const [name = "", seed = ""] = (await readFile(file, "utf8")).trim().split(" ");
  if (wanted !== undefined && wanted !== name) throw new Error(`The key in ${folder} is of ${name}, not of ${wanted}.`);
  return cosignerSigner(name, new Uint8Array(Buffer.from(seed, "base64")), posixSeconds);
}
