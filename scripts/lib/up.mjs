import { existsSync } from "node:fs";
import path from "node:path";
import { build, needsBuild } from "./build.mjs";
import { childrenFile } from "./children-file.mjs";
import { checkDatabase } from "./database-check.mjs";
import { backUpBeforeMigrating, isStoryUnfinished, noteApplied, signIns, throwAway } from "./demo-data.mjs";
import { takeLock } from "./lock.mjs";
import { startChildren, superviseDatabase, waitUntilReady } from "./portal.mjs";
import { Problem } from "./problem.mjs";
import { freePort, portProblem } from "./processes.mjs";
import { onOrphaned } from "./relaunch.mjs";
import { loadSecrets } from "./secrets.mjs";
import { childEnvironment, prepareDataFolder, readSettings, root } from "./settings.mjs";
import { mustRun, step, stopSteps } from "./steps.mjs";
import { typescript } from "./supervise.mjs";

/** Tests of this script build elsewhere than a portal that may be serving. */
const buildFolder = process.env.PORTAL_BUILD_FOLDER ?? ".next";

/** Everything after installing: from nothing to a portal that serves, until somebody stops it. */
export async function up(flags) {
  const settings = readSettings();
  prepareDataFolder(settings.dataFolder);
  const lock = takeLock(settings.dataFolder, { url: settings.publicUrl, state: "starting" });
  if (lock.holder) return tellHolder(lock.holder);

  const closing = []; // what to stop, newest first
  let stopped;
  const stop = () => {
    stopped ??= (async () => {
      await stopSteps();
      for (const close of closing.reverse()) await close();
      lock.release();
    })();
    return stopped;
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => leave(`\n  Stopping (${name}) …`));
  onOrphaned(() => leave("  The process that started us is gone: stopping."));
  async function leave(words) {
    if (stopped) return;
    console.log(words);
    await stop();
    console.log("  Stopped.");
    process.exit(0);
  }

  try {
    await start(settings, flags, lock, closing, () => stopped !== undefined);
  } catch (error) {
    if (stopped) return new Promise(() => {}); // the failure came of stopping: `leave` ends the process
    await stop();
    throw error;
  }
  return new Promise(() => {});
}

async function start(settings, flags, lock, closing, isStopping) {
  const { dataFolder } = settings;
  const say = (line) => console.log(`  ! ${line}`);
  await childrenFile(dataFolder).endLeftovers();
  await assertPortFree(settings);
  const interrupted = settings.mode === "demo" && !settings.databaseUrl && isStoryUnfinished(dataFolder);
  if (interrupted) say("The demo story was interrupted while it was being told: it is told anew.");
  if (flags.fresh || interrupted) {
    await throwAway(settings, { yes: flags.yes || interrupted });
    prepareDataFolder(dataFolder);
  }
  const secrets = loadSecrets(dataFolder);

  let databaseUrl = settings.databaseUrl;
  if (databaseUrl) await step("Checking the database", () => checkDatabase(databaseUrl));
  else {
    const copy = await backUpBeforeMigrating(dataFolder);
    if (copy) console.log(`  ▸ The database is older than the portal: a copy is in ${copy}`);
    let starting;
    closing.push(() =>
      starting?.then(
        (database) => database.stop(),
        () => {},
      ),
    );
    const database = await step("Starting PostgreSQL", () => {
      starting = superviseDatabase({ dataFolder, password: secrets.DATABASE_PASSWORD, say });
      return starting;
    });
    databaseUrl = database.url;
  }
  const env = childEnvironment(settings, secrets, {
    databaseUrl,
    enginePort: await freePort(),
    witnessPort: await freePort(),
  });
  await prepareData(settings, env, flags);

  if (isStopping()) return;
  const children = startChildren({ env, settings, dev: flags.dev, buildFolder, say });
  closing.push(children.stop);
  lock.write({ state: "serving", databaseUrl });
  await step("Waiting for the first page", () => waitUntilReady(settings, children, isStopping));
  if (!isStopping()) announce(settings, env);
}

async function prepareData(settings, env, flags) {
  const logs = path.join(settings.dataFolder, "logs");
  const script = (file, logFile, what, mend) =>
    mustRun([...typescript, `scripts/${file}`], { env, logFile: path.join(logs, logFile) }, what, mend);
  await step("Migrating the database", () =>
    script(
      "migrate.ts",
      "migrate.log",
      "The database could not be migrated.",
      "The migration that failed changed nothing.",
    ),
  );
  if (!settings.databaseUrl) noteApplied(settings.dataFolder);
  if (settings.mode === "demo" && existsSync(path.join(root, "scripts/seed.ts"))) {
    await step("Telling the demo story", () =>
      script(
        "seed.ts",
        "seed.log",
        "The demo story could not be told.",
        "`npm run up -- --fresh` starts from nothing.",
      ),
    );
  }
  // Only where something was ever erased; a database put back from a backup must not serve it again.
  const lists = [env.EVIDENCE_STORAGE_PATH, env.BACKUP_FOLDER && path.join(env.BACKUP_FOLDER, "erasure-list")];
  if (lists.some((folder) => folder && existsSync(path.resolve(root, folder, "erasures")))) {
    await step("Comparing with the list of erasures", () =>
      script(
        "replay-erasures.ts",
        "erasures.log",
        "What was erased could not be compared with the list of erasures.",
        "Nothing is served until it was: mend what the message says and start again.",
      ),
    );
  }
  if (!flags.dev && needsBuild(buildFolder)) {
    await step("Building (the sources changed, or this is the first time)", () =>
      build(buildFolder, { env, logFile: path.join(logs, "build.log") }),
    );
  }
}

async function assertPortFree({ port, host }) {
  const code = await portProblem(port, host);
  if (code === null) return;
  const other = port < 65_535 ? port + 1 : 3000;
  const [what, mend] = {
    EADDRINUSE: [
      `Port ${port} is taken by another program.`,
      `Stop that program, or use another port: PORT=${other} npm run up`,
    ],
    EACCES: [`This user may not listen on port ${port}.`, "Use a port above 1023: PORT=3000 npm run up"],
    EADDRNOTAVAIL: [
      `HOST is "${host}", which is no address of this machine.`,
      "Use 127.0.0.1, 0.0.0.0 or one of its addresses.",
    ],
  }[code] ?? [
    `Port ${port} on ${host} cannot be used (${code}).`,
    "Choose others: HOST=127.0.0.1 PORT=3000 npm run up",
  ];
  throw new Problem(what, mend);
}

function tellHolder({ url, state }) {
  if (state === "maintenance") {
    console.log("\n  A backup or a restore is running in this folder: start the portal when it is done.\n");
    return;
  }
  const words = state === "serving" ? "serves at" : "is starting and will serve at";
  console.log(`\n  The portal of this folder already ${words} ${url}\n`);
}

function announce({ publicUrl, mode, open, host, dataFolder }, env) {
  console.log(`\n  The portal serves at ${publicUrl}\n`);
  const people = mode === "demo" ? signIns(dataFolder) : [];
  if (people.length > 0) {
    const width = (key) => Math.max(...people.map((person) => person[key].length));
    console.log(`  Sign in as (password of all: ${env.DEMO_PASSWORD})\n`);
    for (const { role, name, email } of people) {
      console.log(`    ${role.padEnd(width("role"))}  ${email.padEnd(width("email"))}  ${name}`);
    }
    console.log();
  }
  if (open && mode === "demo") {
    console.log(
      `  ! HOST=${host} opens the portal to others while demo people exist: whoever knows the password above is in.\n`,
    );
  }
  console.log("  Ctrl-C stops it.\n");
}
