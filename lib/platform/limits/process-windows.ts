import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import type { Windows } from "./windows";

type Window = { count: number; endsAt: Date };

// One for the process: the proxy is bundled apart from the pages.
const shared = globalThis as { portalPassing?: { secret: Buffer; windows: LRUCache<string, Window> } };
shared.portalPassing ??= { secret: randomBytes(32), windows: new LRUCache({ max: 100_000 }) };
const { secret, windows } = shared.portalPassing;

/**
 * For those who must not be found (P18): counted under a secret that lives in this process only, so that nobody can go back from it
 * to an address, also not by trying all of them; nothing of it is ever stored, and a restart forgets it.
 */
export const processWindows: Windows = {
  async take(key, { amount, seconds }, at) {
    const code = codeOf(key);
    const open = windows.get(code);
    const window = open && open.endsAt > at ? open : { count: 0, endsAt: new Date(at.getTime() + seconds * 1000) };
    const admitted = window.count < amount;
    if (admitted) windows.set(code, { ...window, count: window.count + 1 });
    return { admitted, count: admitted ? window.count + 1 : window.count, endsAt: window.endsAt };
  },
  async giveBack(key, _limit, endsAt) {
    const code = codeOf(key);
    const open = windows.get(code);
    if (open?.endsAt.getTime() === endsAt.getTime()) windows.set(code, { ...open, count: Math.max(0, open.count - 1) });
  },
};

const codeOf = (key: string) => createHmac("sha256", secret).update(key).digest("base64url").slice(0, 16);
