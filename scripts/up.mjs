import { fileURLToPath } from "node:url";

// Run by whatever Node the system has: nothing here or in what it imports first needs an installed package.
const major = Number(process.versions.node.split(".")[0]);

if (major < 20) {
  console.error(`\n  ✗ This is Node ${process.versions.node}; the portal needs Node 20 or newer to start.`);
  console.error("    Install it from https://nodejs.org or with your system's package manager, and start again.\n");
  process.exitCode = 1;
} else {
  begin();
}

function begin() {
  const flags = readFlags(process.argv.slice(2));
  if (!flags) return;
  Promise.all([import("./lib/problem.mjs"), import("./lib/settings.mjs"), import("./lib/install.mjs")]).then(
    ([{ report }, { readEnvFile }, { ensureInstalled, otherNode }]) => {
      readEnvFile();
      run(flags, ensureInstalled, otherNode).catch((error) => {
        report(error);
        process.exit(1);
      });
    },
  );
}

async function run(flags, ensureInstalled, otherNode) {
  ensureInstalled((line) => console.log(`  ▸ ${line} …`));
  const node = otherNode();
  if (node) {
    const { relaunch } = await import("./lib/relaunch.mjs");
    process.exit(await relaunch(node, fileURLToPath(import.meta.url), process.argv.slice(2)));
  }
  const { up } = await import("./lib/up.mjs");
  await up(flags);
}

function readFlags(args) {
  const known = ["--fresh", "--yes", "--dev"];
  const unknown = args.filter((arg) => !known.includes(arg));
  if (unknown.length === 0)
    return { fresh: args.includes("--fresh"), yes: args.includes("--yes"), dev: args.includes("--dev") };
  console.error(`\n  ✗ ${unknown.join(" ")} is not known here.`);
  console.error(
    "    npm run up [-- --fresh [--yes]]   PORT, HOST, DATABASE_URL and others are read from the environment and .env\n",
  );
  process.exitCode = 1;
  return null;
}
