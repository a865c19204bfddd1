import { mkdirSync } from "node:fs";
import path from "node:path";
import { startChildren, superviseDatabase, waitUntilReady } from "./portal.mjs";
import { freePort } from "./processes.mjs";
import { actionsKeyOf, loadSecrets } from "./secrets.mjs";
import { childEnvironment, readSettings } from "./settings.mjs";
import { mustRun } from "./steps.mjs";
import { typescript } from "./supervise.mjs";

/** Names that would lead a test portal to somebody's real parts. */
const foreign =
  /^(DATABASE_URL|DATA_FOLDER|EVIDENCE_STORAGE_PATH|DATA_EXPORT_PATH|PUBLIC_URL|HOST|PORT|PORTAL_.*|NEXT_SERVER_.*|INNGEST_.*|UPSTASH_.*|SMTP_URL|NEXTAUTH_.*|DEMO_PASSWORD|TRUSTED_PROXIES|AUDIT_.*|WITNESS_.*|LOCAL_WITNESS_URL)$/;

/** The tests' build has no installation: one key for all of them, which opens nothing. */
export const testActionsKey = actionsKeyOf("");

/**
 * A whole portal in a temporary folder: own database, ports, keys and demo story. What must be stopped is put on `closing` before it
 * starts, because Ctrl-C may come at any moment.
 */
export async function startTestPortal(folder, buildFolder, closing) {
  mkdirSync(path.join(folder, "logs"), { recursive: true });
  const settings = readSettings({ PORT: String(await freePort()), DATA_FOLDER: folder, PORTAL_MODE: "demo" });
  const secrets = loadSecrets(folder);
  const starting = superviseDatabase({
    dataFolder: folder,
    password: secrets.DATABASE_PASSWORD,
    settings: { fsync: "off", synchronous_commit: "off", full_page_writes: "off" },
  });
  closing.push(() =>
    starting.then(
      (database) => database.stop(),
      () => {},
    ),
  );
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  const given = { ...own, NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: testActionsKey };
  const where = {
    databaseUrl: (await starting).url,
    enginePort: await freePort(),
    witnessPort: await freePort(),
    given,
  };
  const env = childEnvironment(settings, secrets, where);
  for (const script of ["migrate.ts", "seed.ts"]) {
    const options = { env, logFile: path.join(folder, "logs", `${script}.log`) };
    await mustRun(
      [...typescript, `scripts/${script}`],
      options,
      `scripts/${script} failed.`,
      "The browser tests were not run.",
    );
  }
  const children = startChildren({ env, settings, buildFolder });
  closing.push(children.stop);
  await waitUntilReady(settings, children);
  return { ...env, PORTAL_TEST_URL: settings.localUrl };
}
