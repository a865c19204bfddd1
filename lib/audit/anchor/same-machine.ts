import "server-only";
import { stat } from "node:fs/promises";
import path from "node:path";
import { env } from "@/lib/platform/env";
import type { Place } from "./places";

const loopbackNames = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Does an address name the machine that asks? */
export const isLoopback = (url: string): boolean => loopbackNames.test(new URL(url).hostname);

/**
 * Does a place lie on this very machine for all one can tell? Then a copy in it proves nothing against the machine's owner (A12): a
 * folder on the disk of the object store or of the portal, or one that is not there; an address of this machine. Another disk counts as outside,
 * which only whoever mounted it can know.
 */
export async function liesHere({ place, target }: Place): Promise<boolean> {
  if (place === "webhook") return isLoopback(target);
  if (place === "mail") return false;
  const disk = await diskOf(target);
  return disk === null || disk === (await diskOf(nearest(env.EVIDENCE_STORAGE_PATH))) || disk === (await diskOf("."));
}

const diskOf = (folder: string): Promise<number | null> =>
  stat(folder).then(
    ({ dev }) => dev,
    () => null,
  );

/** The object store's folder is made with its first file: until then the folder it will be made in. */
const nearest = (folder: string) => path.dirname(path.resolve(folder));
