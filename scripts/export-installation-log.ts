import "server-only";
import { parseArgs } from "node:util";
import { exportInstallationLog } from "@/lib/audit/installation/export-log";
import { newestInstallationEvents } from "@/lib/audit/installation/newest-events";
import { disconnect } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { noteMigrations } from "@/lib/platform/setup/note-migrations";

const usage = `npm run export-installation-log -- <file.zip>   writes the installation's own log with its proofs
npm run export-installation-log -- --show 20    prints its newest events
It holds what belongs to no organisation: unknown people signing in, migrations, changed keys, organisations, backups.
Check the file with npm run verify-audit -- <file.zip>.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { show: { type: "string" } } });
  const [file, ...more] = positionals;
  const shown = Number(values.show ?? 0);
  if (more.length > 0 || (!file && !(Number.isInteger(shown) && shown > 0))) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  await noteMigrations(new Date());
  if (shown > 0) for (const line of await newestInstallationEvents(shown)) console.log(line);
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
