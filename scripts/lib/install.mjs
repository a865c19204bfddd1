import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { Problem } from "./problem.mjs";
import { root } from "./settings.mjs";

const pinnedNode = path.join(root, "node_modules/node/bin/node");

/** Runs `npm ci` when what is installed differs from the lock file. @returns {boolean} whether it ran */
export function ensureInstalled(say = () => {}) {
  if (isInstalled()) return false;
  say("Installing packages (the lock file changed, or this is the first time)");
  // The pinned Node lies inside the folder npm is about to replace: npm must run under the system's.
  const outside = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter((entry) => !entry.endsWith("node_modules/.bin"));
  const env = { ...process.env, PATH: outside.join(path.delimiter) };
  for (const name of ["NODE", "NODE_ENV", "npm_node_execpath", "npm_execpath", "npm_config_omit"]) delete env[name];
  const result = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--include=dev"], {
    cwd: root,
    env,
    encoding: "utf8",
    shell: process.platform === "win32",
  });
  if (result.status !== 0 || !isInstalled()) {
    const said = `${result.stdout ?? ""}${result.stderr ?? ""}${result.error?.message ?? ""}`
      .trim()
      .split("\n")
      .slice(-8);
    throw new Problem("npm could not install the packages.", `It said:\n${said.join("\n")}`);
  }
  return true;
}

/** npm writes its own record of the tree as the last thing it does: it must name the versions the lock file names. */
function isInstalled() {
  try {
    const wanted = packagesOf(path.join(root, "package-lock.json"));
    const found = packagesOf(path.join(root, "node_modules/.package-lock.json"));
    const same = Object.entries(wanted).every(
      ([name, entry]) =>
        name === "" || (found[name] ? found[name].version === entry.version : entry.optional || entry.peer),
    );
    return same && existsSync(pinnedNode);
  } catch {
    return false;
  }
}

const packagesOf = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** The path of the pinned Node when we are not running under it; null when we are. */
export function otherNode() {
  if (realpathSync(process.execPath) === realpathSync(pinnedNode)) return null;
  const works = spawnSync(pinnedNode, ["--version"], { encoding: "utf8" }).status === 0;
  if (works) return pinnedNode;
  if (Number(process.versions.node.split(".")[0]) >= 24) return null;
  throw new Problem(
    "The Node 24 that comes with the portal does not run on this system.",
    `Install Node 24 or newer yourself (this is ${process.version}) and start again.`,
  );
}
