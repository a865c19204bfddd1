import path from "node:path";
import { takeLock } from "./lock.mjs";
import { startPostgres } from "./postgres.mjs";
import { Problem } from "./problem.mjs";
import { loadSecrets } from "./secrets.mjs";
import { childEnvironment, prepareDataFolder, readEnvFile, readSettings } from "./settings.mjs";

/**
 * Runs `work` with the environment of the portal of this folder: on DATABASE_URL, on the database that a running `up` serves,
 * or on one started for this alone. `alone` wants the portal stopped, and keeps it from starting meanwhile.
 * @template T
 * @param {{ alone: boolean }} options
 * @param {(env: Record<string, string | undefined>) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withDatabase({ alone }, work) {
  readEnvFile();
  const settings = readSettings();
  prepareDataFolder(settings.dataFolder);
  const environment = (databaseUrl) =>
    childEnvironment(settings, loadSecrets(settings.dataFolder), { databaseUrl, enginePort: 0, witnessPort: 0 });
  const lock = takeLock(settings.dataFolder, { url: settings.publicUrl, state: "maintenance" });
  if (lock.holder) {
    if (alone) throw new Problem("The portal of this folder is running.", "Stop it first (Ctrl-C), then try again.");
    const databaseUrl = settings.databaseUrl ?? lock.holder.databaseUrl;
    if (!databaseUrl) throw new Problem("The portal of this folder is just starting.", "Try again in a minute.");
    return work(environment(databaseUrl));
  }
  try {
    if (settings.databaseUrl) return await work(environment(settings.databaseUrl));
    const database = await startPostgres({
      dataFolder: path.join(settings.dataFolder, "postgres"),
      password: loadSecrets(settings.dataFolder).DATABASE_PASSWORD,
      logFile: path.join(settings.dataFolder, "logs/database.log"),
    });
    try {
      return await work(environment(database.url));
    } finally {
      await database.stop();
    }
  } finally {
    lock.release();
  }
}
