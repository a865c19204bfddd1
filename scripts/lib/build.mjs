import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./settings.mjs";
import { mustRun } from "./steps.mjs";
import { next } from "./supervise.mjs";

const generated = path.join(root, "lib/platform/db/generated");
const sources = ["app", "components", "lib", "public", "prisma/schema", "prisma/data"];
const files = [
  ...["proxy.ts", "instrumentation.ts", "instrumentation-client.ts", "next.config.ts", "postcss.config.mjs"],
  ...["tsconfig.json", "package.json", "package-lock.json"],
];

/** Makes the database client when the schema files changed. @returns {Promise<boolean>} whether it ran */
export async function ensureGenerated() {
  const stamp = path.join(generated, ".schema");
  const wanted = fingerprint(["prisma/schema"], ["package-lock.json"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  await mustRun(["scripts/generate.mjs"], {}, "The database client could not be generated.", "Mend prisma/schema.");
  writeFileSync(stamp, wanted);
  return true;
}

export const needsBuild = (folder) => !sameStamp(stampOf(folder), fingerprint(sources, files));

/** Builds the portal into `folder` and notes which sources it was built from. */
export async function build(folder, { env, logFile }) {
  const wanted = fingerprint(sources, files);
  rmSync(stampOf(folder), { force: true });
  await mustRun(
    [next, "build"],
    { env: { ...env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", ...folderFor(folder) }, logFile },
    "The portal could not be built.",
    "Mend the sources and start again.",
  );
  mkdirSync(path.join(root, folder), { recursive: true });
  writeFileSync(stampOf(folder), wanted);
}

/** The usual folder goes unnamed, so that Next treats it as usual. */
export const folderFor = (folder) => (folder === ".next" ? {} : { PORTAL_BUILD_FOLDER: folder });

const stampOf = (folder) => path.join(root, folder, "built-from");
const sameStamp = (file, wanted) => existsSync(file) && readFileSync(file, "utf8") === wanted;

/** A hash over names and contents, so that a fresh checkout of the same sources needs no new build. Tests do not count. */
function fingerprint(folders, single) {
  const hash = createHash("sha256").update(process.version);
  for (const file of [...folders.flatMap(filesIn), ...single]) {
    const full = path.join(root, file);
    if (!existsSync(full)) continue;
    hash.update(`\0${file}\0`).update(readFileSync(full));
  }
  return hash.digest("hex");
}

function filesIn(folder) {
  const full = path.join(root, folder);
  if (!existsSync(full) || full === generated) return [];
  return readdirSync(full)
    .sort()
    .flatMap((name) => {
      const file = path.join(folder, name);
      if (statSync(path.join(root, file)).isDirectory()) return filesIn(file);
      return /\.test\.tsx?$/.test(name) ? [] : [file];
    });
}
