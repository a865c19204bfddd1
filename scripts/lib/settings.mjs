import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "./problem.mjs";
import { actionsKeyOf } from "./secrets.mjs";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** `.env` as plain lines NAME=value; what the environment says already wins. */
export function readEnvFile(file = path.join(root, ".env")) {
  if (!existsSync(file)) return;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const match = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line);
    if (!match) continue;
    const [, name, raw] = match;
    const quoted = /^(["'])(.*)\1$/.exec(raw);
    process.env[name] ??= quoted ? quoted[2] : raw.replace(/\s+#.*$/, "");
  }
}

/** What the person chose by environment variables, checked; everything has a default that works on one machine. */
export function readSettings(env = process.env) {
  const port = Number(env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Problem(
      `PORT is "${env.PORT}", which is no port.`,
      "Give a number from 1 to 65535, or leave it out for 3000.",
    );
  }
  const host = env.HOST || "127.0.0.1";
  const mode = env.PORTAL_MODE || (env.DATABASE_URL ? "production" : "demo");
  if (mode !== "demo" && mode !== "production") {
    throw new Problem(`PORTAL_MODE is "${mode}".`, "It is demo or production.");
  }
  const everywhere = ["0.0.0.0", "::", "127.0.0.1", "localhost"].includes(host);
  const localUrl = `http://${everywhere ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host}:${port}`;
  return {
    port,
    host,
    mode,
    localUrl,
    publicUrl: env.PUBLIC_URL || `http://localhost:${port}`,
    open: host !== "127.0.0.1" && host !== "localhost" && host !== "::1",
    databaseUrl: env.DATABASE_URL || null,
    dataFolder: path.resolve(root, env.DATA_FOLDER || ".data"),
  };
}

/** One level at a time: Node's own `recursive` never returns where a parent exists but takes no children (/proc). */
function makeFolder(folder) {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

/** Makes the data folder, open enough for the database's user to pass through (mkdir's mode would also close its parents). */
export function prepareDataFolder(folder) {
  try {
    makeFolder(path.join(folder, "logs"));
    accessSync(folder, constants.W_OK | constants.X_OK);
    accessSync(path.join(folder, "logs"), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Problem(
      `The data folder ${folder} cannot be written (${error.code ?? error.message}).`,
      "Give this user the right to write it, or name another: DATA_FOLDER=/path/to/folder npm run up",
    );
  }
  try {
    chmodSync(folder, 0o755);
  } catch {
    // Not ours, but writable: as it is.
  }
}

/** Everything a child of the supervisor gets to know. */
export function childEnvironment(settings, secrets, { databaseUrl, enginePort, witnessPort, given = process.env }) {
  const { port, host, mode, publicUrl, localUrl, dataFolder } = settings;
  const masterKey = given.PORTAL_MASTER_KEY || secrets.PORTAL_MASTER_KEY;
  return {
    ...given,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    HOST: host,
    PUBLIC_URL: publicUrl,
    LOCAL_URL: localUrl,
    PORTAL_MODE: mode,
    // Addresses that next-auth makes are the public ones, whatever Host a client names.
    NEXTAUTH_URL: publicUrl,
    NEXTAUTH_SECRET: given.NEXTAUTH_SECRET || secrets.NEXTAUTH_SECRET,
    PORTAL_MASTER_KEY: masterKey,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: given.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY || actionsKeyOf(masterKey),
    DEMO_PASSWORD: given.DEMO_PASSWORD || secrets.DEMO_PASSWORD,
    INNGEST_SIGNING_KEY: given.INNGEST_SIGNING_KEY || secrets.INNGEST_SIGNING_KEY,
    INNGEST_EVENT_KEY: given.INNGEST_EVENT_KEY || secrets.INNGEST_EVENT_KEY,
    // An address given from outside means an Inngest server; else the engine among our own children.
    INNGEST_BASE_URL: given.INNGEST_BASE_URL || `http://127.0.0.1:${enginePort}`,
    ENGINE_PORT: String(enginePort),
    // A witness beside the portal shows how it works; it proves nothing against the machine's owner.
    WITNESS_HOST: "127.0.0.1",
    WITNESS_PORT: String(witnessPort),
    WITNESS_FOLDER: path.join(dataFolder, "witness"),
    WITNESS_LOGS: path.join(dataFolder, "witness-logs"),
    WITNESS_NAME: "same-machine",
    LOCAL_WITNESS_URL: `http://127.0.0.1:${witnessPort}`,
    DATA_FOLDER: dataFolder,
    EVIDENCE_STORAGE_PATH: given.EVIDENCE_STORAGE_PATH || path.join(dataFolder, "evidence"),
    DATA_EXPORT_PATH: given.DATA_EXPORT_PATH || path.join(dataFolder, "exports"),
  };
}

/**
 * For the process of jobs: a smaller young generation, since exports make much short-lived garbage, and an old one that is gone through
 * when it has grown by a quarter: what the network and the files leave for it to free is most of it outside the heap. Two arenas of the
 * C library (malloc(3)) for all threads, where each would keep what it freed for itself; other systems' libraries do not read that.
 */
export const jobsMemory = {
  flags: ["--max-semi-space-size=8", "--heap-growing-percent=25"],
  environment: { MALLOC_ARENA_MAX: "2" },
};
