import { open, readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { ByteSource } from "../lib/audit/verify/byte-source";
import { reportLines } from "../lib/audit/verify/report";
import { terminalLine } from "../lib/audit/verify/terminal-line";
import { verifyPackage } from "../lib/audit/verify/verify-package";
import { startCheckThreads } from "./verify/check-threads";

const usage = `npm run verify-audit -- <package.zip> [--policy <file>] [--checkpoint <file>]…

Checks an audit export package offline. --policy: whose signatures count (else the package's own policy is used, and said
so). --checkpoint: one you saved earlier; may be given several times. Ends with 0 when verified, else with 1.`;

/** Below this many bytes one thread is done before others have started. */
const largePackage = 8 * 1024 * 1024;

async function fileSource(file: string): Promise<ByteSource & { close(): Promise<void> }> {
  const handle = await open(file, "r");
  const { size } = await handle.stat();
  return {
    size,
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      for (let at = 0; at < length; ) {
        const { bytesRead } = await handle.read(bytes, at, length - at, offset + at);
        if (bytesRead === 0) throw new RangeError("The file ends too early.");
        at += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { policy: { type: "string" }, checkpoint: { type: "string", multiple: true }, help: { type: "boolean" } },
  });
  const file = positionals[0];
  if (values.help === true || file === undefined || positionals.length > 1) {
    console.log(usage);
    return values.help === true ? 0 : 1;
  }
  const policy = values.policy === undefined ? undefined : await readFile(values.policy, "utf8");
  const earlier = await Promise.all((values.checkpoint ?? []).map((name) => readFile(name, "utf8")));
  const source = await fileSource(file);
  const threads = source.size > largePackage ? startCheckThreads() : null;
  const report = await verifyPackage(source, { policy, earlier }, threads?.check).finally(() => source.close());
  await threads?.stop();
  for (const line of reportLines(report)) console.log(line);
  return report.ok ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(terminalLine((error as Error).message));
  process.exitCode = 1;
}
