import "server-only";
import { parseArgs } from "node:util";
import { exportInstallationLog } from "@/lib/audit/installation/export-log";
import { newestInstallationEvents } from "@/lib/audit/installation/newest-events";
import { streamInstallationLog } from "@/lib/audit/installation/stream-log";
import { disconnect } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { noteMigrations } from "@/lib/platform/setup/note-migrations";

const usage = `npm run export-installation-log -- <file.zip>   writes the installation's own log with its proofs
npm run export-installation-log -- --show 20    prints its newest events
npm run export-installation-log -- --after 41   prints what is signed after place 41, a line of JSON each; -1 begins at the first
It holds what belongs to no organisation: unknown people signing in, migrations, changed keys, organisations, backups.
Check the file with npm run verify-audit -- <file.zip>.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { show: { type: "string" }, after: { type: "string" } },
  });
  const [file, ...more] = positionals;
  const shown = Number(values.show ?? 0);
  const streams = /^(-1|\d{1,18})$/.test(values.after ?? "");
  if (more.length > 0 || (!file && !streams && !(Number.isInteger(shown) && shown > 0))) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  await noteMigrations(new Date());
  if (shown > 0) for (const line of await newestInstallationEvents(shown)) console.log(line);
  if (streams) {
    for await (const event of streamInstallationLog(BigInt(values.after ?? "-1"))) console.log(JSON.stringify(event));
  }
  if (!file) return;
  const { events, origin } = await exportInstallationLog(file, new Date());
  console.log(`${file}: ${events} events of ${origin}. Check it with npm run verify-audit -- ${file}`);
}

await main()
  .catch((error) => {
    console.error(error instanceof AppError ? error.message : error);
    process.exitCode = 1;
  })
  .finally(disconnect);
