import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";

/** At most so many bytes of scripts until a policy is acknowledged on a phone (1 kB = 1,000 bytes). */
export const readerAim = 150_000;

type Script = { name: string; sent: number; gzip: number };

/**
 * Notes every script that a page is sent from now on: how large it was sent, and how large it would be to somebody who accepts gzip
 * only. The server leaves the smallest as they are.
 */
export function weighScripts(page: Page) {
  const scripts = new Map<string, Script>();
  const bodies: Promise<void>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    const name = new URL(response.url()).pathname.split("/").at(-1) ?? "";
    bodies.push(
      Promise.all([response.body(), response.allHeaders()]).then(([body, headers]) => {
        const gzip = body.length < 1024 ? body.length : gzipSync(body).length;
        const sent = headers["content-encoding"] === "gzip" ? gzip : Number(headers["content-length"]);
        scripts.set(name, { name, sent, gzip });
      }),
    );
  });
  return {
    /** What came until now, the largest first; begins anew. */
    async taken(): Promise<Script[]> {
      await Promise.all(bodies.splice(0));
      const found = [...scripts.values()].sort((a, b) => b.sent - a.sent);
      scripts.clear();
      return found;
    },
  };
}

export const totalOf = (scripts: readonly Script[], way: "sent" | "gzip" = "sent") =>
  scripts.reduce((sum, script) => sum + script[way], 0);
