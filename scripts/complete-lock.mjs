import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Names the binaries of other systems in the lock file. npm leaves out those it could not look up (a registry mirror that keeps
 * one system's only), and then `npm ci` refuses the lock file everywhere. Run it after `npm install` where that happens.
 */
const file = process.argv[2] ?? fileURLToPath(new URL("../package-lock.json", import.meta.url));
const lock = JSON.parse(readFileSync(file, "utf8"));

const systems = {
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  win32: "win32",
  windows: "win32",
};
Object.assign(systems, {
  aix: "aix",
  netbsd: "netbsd",
  openbsd: "openbsd",
  openharmony: "openharmony",
  sunos: "sunos",
});
const processors = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];

/** Where Node would look for a package from a folder of the tree. */
function isPresent(name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (lock.packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (!folder) return false;
    if (!folder.includes("/node_modules/")) folder = "/node_modules/"; // last turn: the root
  }
}

function entryFor(name, version, parent) {
  const words = name.split(/[-/]/);
  const os = words.map((word) => systems[word]).find(Boolean);
  const cpu = processors.find((processor) => words.includes(processor));
  const libc = /musl/.test(name) ? { libc: ["musl"] } : /gnu/.test(name) ? { libc: ["glibc"] } : {};
  const dev = parent.dev ? { dev: true } : {};
  return { version, ...(cpu ? { cpu: [cpu] } : {}), ...dev, ...libc, optional: true, ...(os ? { os: [os] } : {}) };
}

let added = 0;
for (const [folder, parent] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isPresent(name, folder) || !/^\d+\.\d+\.\d+\S*$/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = entryFor(name, version, parent);
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} added`);
