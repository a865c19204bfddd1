import "server-only";
import path from "node:path";
import { toHex } from "@/lib/platform/crypto/bytes";
import { noteKeyTypes, parseVkey } from "@/lib/platform/crypto/note-key";
import { env } from "@/lib/platform/env";
import { isLoopback } from "../anchor/same-machine";
import { readVkeys } from "./witness-folder";

export interface ConfiguredWitness {
  name: string;
  vkey: string;
  url: string;
  /** Started by this portal beside itself, or at an address of this machine: it proves nothing against whoever owns the machine (A12). */
  sameMachine: boolean;
}

/** The witnesses of AUDIT_WITNESSES, and the one `npm run up` started. Throws RangeError on a malformed setting. */
export async function configuredWitnesses(): Promise<ConfiguredWitness[]> {
  return [...readWitnesses(env.AUDIT_WITNESSES), ...(await localWitness())];
}

/** Reads `<address> <vkey>` separated by commas. Throws RangeError, also where one key would count as two witnesses. */
export function readWitnesses(text: string): ConfiguredWitness[] {
  const witnesses = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => {
      const [url = "", vkey = "", ...more] = part.split(/\s+/);
      if (!URL.canParse(url) || more.length > 0) throw new RangeError("AUDIT_WITNESSES is not `<address> <vkey>`.");
      return { name: parseVkey(vkey).name, vkey, url: url.replace(/\/$/, ""), sameMachine: isLoopback(url) };
    });
  const keys = witnesses.map(({ vkey }) => parseVkey(vkey));
  if (keys.some(({ type }) => type !== noteKeyTypes.cosignature))
    throw new RangeError("AUDIT_WITNESSES holds a key that is no witness's.");
  if (new Set(keys.map(({ publicKey }) => toHex(publicKey))).size < keys.length)
    throw new RangeError("AUDIT_WITNESSES holds the same key twice.");
  return witnesses;
}

async function localWitness(): Promise<ConfiguredWitness[]> {
  const url = env.LOCAL_WITNESS_URL;
  if (url === undefined) return [];
  // It writes its key at its first start; until then there is none.
  const [vkey] = await readVkeys(path.join(env.WITNESS_FOLDER, "vkey"));
  return vkey === undefined ? [] : [{ name: parseVkey(vkey).name, vkey, url, sameMachine: true }];
}
