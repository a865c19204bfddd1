import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { loadSecrets } from "./lib/secrets.mjs";
import { childEnvironment, readEnvFile, readSettings, root } from "./lib/settings.mjs";
import { typescript } from "./lib/supervise.mjs";

/** Runs `setup.ts` with the settings and secrets of the portal that `npm run up` serves from this folder. */
readEnvFile();
const settings = readSettings();
const running = () => JSON.parse(readFileSync(path.join(settings.dataFolder, "up.json"), "utf8")).databaseUrl;
let databaseUrl = settings.databaseUrl;
try {
  databaseUrl ??= running();
} catch {
  console.error("Start the portal first (`npm run up`), or set DATABASE_URL.");
  process.exit(1);
}
const env = childEnvironment(settings, loadSecrets(settings.dataFolder), { databaseUrl, enginePort: 0 });
const { status } = spawnSync(process.execPath, [...typescript, "scripts/setup.ts", ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: "inherit",
});
process.exit(status ?? 1);
