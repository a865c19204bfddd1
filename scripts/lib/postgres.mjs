import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { placePostgres } from "./postgres-binaries.mjs";
import { clearStalePostmaster, isReady } from "./postmaster-file.mjs";
import { Problem } from "./problem.mjs";
import { freePort, signal, startTimeOf, waitUntilGone } from "./processes.mjs";

const projectRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const owner = "portal";
const database = "portal";
const env = { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C", TZ: "UTC" };

const defaults = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  shared_buffers: "256MB",
  max_connections: "200",
  effective_cache_size: "1GB",
  random_page_cost: "1.1",
  max_wal_size: "1GB",
  // Parallel plans take /dev/shm, of which a container has 64 MB.
  max_parallel_workers_per_gather: "0",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  idle_in_transaction_session_timeout: "60s",
};

/**
 * Starts PostgreSQL on a data folder, making the cluster and the database `portal` when there is none, and clearing away
 * what a killed predecessor left. Works as root (the server then runs as another user) and as an ordinary user.
 * @param {{ dataFolder: string, port?: number, password?: string, logFile?: string, settings?: Record<string, string> }} options
 *   `password` is set when the cluster is made and must be given again at later starts
 */
export async function startPostgres(options) {
  const password = options.password ?? randomBytes(18).toString("base64url");
  const asked = path.resolve(options.dataFolder);
  mkdirOpen(path.dirname(asked));
  const place = placePostgres({ root: projectRoot, dataFolder: asked });
  const logFile = options.logFile ?? `${place.dataFolder}.log`;

  if (!existsSync(path.join(place.dataFolder, "PG_VERSION")))
    makeCluster(place, password, options.settings?.fsync !== "off");
  refuseOtherMajor(place);

  for (let attempt = 1; ; attempt++) {
    await clearStalePostmaster(place.dataFolder);
    const port = options.port ?? (await freePort());
    try {
      const server = await launch(place, port, logFile, options.settings);
      const url = `postgresql://${owner}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
      return { ...server, url, port, dataFolder: place.dataFolder };
    } catch (error) {
      // Somebody took the free port, or the backends of a killed server are still letting go of its memory.
      if (attempt === 4) throw error;
      await sleep(500);
    }
  }
}

function mkdirOpen(folder) {
  const first = mkdirSync(folder, { recursive: true });
  for (let made = folder; first && made.length >= first.length; made = path.dirname(made)) chmodSync(made, 0o755);
}

function makeCluster({ native, dataFolder, identity }, password, durable) {
  if (existsSync(dataFolder)) throw unknownFolder(dataFolder);
  const draft = `${dataFolder}.new`;
  const passwordFile = `${dataFolder}.password`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    if (identity) for (const entry of [draft, passwordFile]) chownSync(entry, identity.uid, identity.gid);
    run(path.join(native, "bin/initdb"), [
      ...["-D", draft, "-U", owner, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"],
      ...(durable ? [] : ["--no-sync"]),
      ...["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ]);
    const single = ["--single", "-D", draft, "template1"];
    run(path.join(native, "bin/postgres"), single, `create database ${database};\n`);
    renameSync(draft, dataFolder);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }

  function run(binary, args, input = "") {
    const result = spawnSync(binary, args, { cwd: "/", env, ...identity, input, encoding: "utf8" });
    if (result.status === 0) return;
    const said = `${result.error?.message ?? ""}${result.stderr ?? ""}`.trim().slice(-1500);
    throw new Problem(
      `PostgreSQL could not prepare ${dataFolder}.`,
      said || `${path.basename(binary)} ended without a word.`,
    );
  }
}

const unknownFolder = (dataFolder) =>
  new Problem(`${dataFolder} exists but holds no PostgreSQL data.`, "Move it away, or empty it, and start again.");

function refuseOtherMajor({ dataFolder, version }) {
  const found = readFileSync(path.join(dataFolder, "PG_VERSION"), "utf8").trim();
  const ours = version.split(".")[0];
  if (found === ours) return;
  throw new Problem(
    `The data in ${dataFolder} belongs to PostgreSQL ${found}; this portal brings PostgreSQL ${ours}.`,
    `Run the portal's version that made it, take a backup with \`npm run backup\`, move the folder away and restore here,\nor set DATABASE_URL to a PostgreSQL ${found} serving that data.`,
  );
}

async function launch({ native, dataFolder, identity }, port, logFile, settings) {
  const flags = Object.entries({ ...defaults, ...settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const log = openSync(logFile, "a", 0o600);
  const child = spawn(path.join(native, "bin/postgres"), ["-D", dataFolder, "-p", String(port), ...flags], {
    cwd: "/",
    env,
    ...identity,
    detached: true, // Ctrl-C must not reach PostgreSQL before the portal has stopped.
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.once("exit", (code, cause) => resolve({ code, signal: cause }));
    child.once("error", () => resolve({ code: 1, signal: null }));
  });
  let ended = false;
  exited.then(() => {
    ended = true;
  });

  const recorded = { pid: child.pid ?? -1, startTime: startTimeOf(child.pid) };
  // Recovery after a kill may take a while: a minute before we give up.
  for (const end = Date.now() + 60_000; !isReady(dataFolder, recorded.pid); await sleep(20)) {
    if (!ended && Date.now() < end) continue;
    if (!ended) signal(recorded.pid, "SIGQUIT");
    const said = readFileSync(logFile, "utf8").trim().split("\n").slice(-6).join("\n");
    throw new Problem("PostgreSQL did not start.", `It said (${logFile}):\n${said}`);
  }
  child.unref();

  /** Fast shutdown: 15 ms, breaks off open transactions. */
  async function stop() {
    if (ended) return;
    signal(recorded.pid, "SIGINT");
    if (await waitUntilGone(recorded, 20_000)) return;
    signal(recorded.pid, "SIGQUIT");
    await waitUntilGone(recorded, 5_000);
  }
  return { ...recorded, exited, stop };
}
