import { mkdirSync } from "node:fs";
import path from "node:path";
import { startChildren, superviseDatabase, waitUntilReady } from "./portal.mjs";
import { freePort } from "./processes.mjs";
import { loadSecrets } from "./secrets.mjs";
import { childEnvironment, readSettings } from "./settings.mjs";
import { mustRun } from "./steps.mjs";
import { typescript } from "./supervise.mjs";

/** Names that would lead a test portal to somebody's real parts. */
const foreign =
  /^(DATABASE_URL|DATA_FOLDER|EVIDENCE_STORAGE_PATH|DATA_EXPORT_PATH|PUBLIC_URL|HOST|PORT|PORTAL_.*|INNGEST_.*|UPSTASH_.*|SMTP_URL|NEXTAUTH_.*|DEMO_PASSWORD|TRUSTED_PROXIES)$/;

/** A whole portal in a temporary folder: own database, ports, keys and demo story. */
export async function startTestPortal(folder, buildFolder) {
  const port = await freePort();
  mkdirSync(path.join(folder, "logs"), { recursive: true });
  const settings = readSettings({ PORT: String(port), DATA_FOLDER: folder, PORTAL_MODE: "demo" });
  const secrets = loadSecrets(folder);
  const database = await superviseDatabase({
    dataFolder: folder,
    password: secrets.DATABASE_PASSWORD,
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  });
  let children;
  const stop = async () => {
    await children?.stop();
    await database.stop();
  };
  try {
    const given = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
    const env = childEnvironment(settings, secrets, { databaseUrl: database.url, enginePort: await freePort(), given });
    for (const script of ["migrate.ts", "seed.ts"]) {
      const options = { env, logFile: path.join(folder, "logs", `${script}.log`) };
      await mustRun(
        [...typescript, `scripts/${script}`],
        options,
        `scripts/${script} failed.`,
        "The browser tests were not run.",
      );
    }
    children = startChildren({ env, settings, buildFolder });
    await waitUntilReady(settings, children);
    return { env: { ...env, PORTAL_TEST_URL: settings.localUrl }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
