// Run by whatever Node the system has: nothing here or in what it imports first needs an installed package.
import { fileURLToPath } from "node:url";

const names = ["lint", "types", "dead-code", "unit", "database", "build", "browser", "long", "long-browser"];
const major = Number(process.versions.node.split(".")[0]);

if (major < 20) {
  console.error(`\n  ✗ This is Node ${process.versions.node}; the portal needs Node 20 or newer.\n`);
  process.exitCode = 1;
} else {
  const wanted = readArguments(process.argv.slice(2));
  if (wanted) begin(wanted);
}

function begin(wanted) {
  Promise.all([import("./lib/problem.mjs"), import("./lib/install.mjs")]).then(([{ report }, install]) =>
    run(wanted, install).catch((error) => {
      report(error);
      process.exit(1);
    }),
  );
}

async function run(wanted, { ensureInstalled, otherNode }) {
  ensureInstalled((line) => console.log(`  ▸ ${line} …`));
  const node = otherNode();
  if (node) {
    const { relaunch } = await import("./lib/relaunch.mjs");
    process.exit(await relaunch(node, fileURLToPath(import.meta.url), process.argv.slice(2)));
  }
  const { testRun } = await import("./lib/test-run.mjs");
  process.exit((await testRun(wanted)) ? 0 : 1);
}

/** `npm test`, `npm test -- --only=build,browser e2e/policies`, `npm run test:long`. */
function readArguments(args) {
  const only = args.find((arg) => arg.startsWith("--only="));
  const long = args.includes("--long");
  const filters = args.filter((arg) => !arg.startsWith("--"));
  const chosen = long ? ["long", "build", "long-browser"] : (only?.slice("--only=".length).split(",") ?? null);
  const unknown = [
    ...args.filter((arg) => arg.startsWith("--") && arg !== only && arg !== "--long"),
    ...(chosen ?? []).filter((name) => !names.includes(name)),
  ];
  if (unknown.length === 0) return { chosen, filters };
  console.error(`\n  ✗ ${unknown.join(" ")} is not known here. npm test [-- --only=${names.join(",")}] [file …]\n`);
  process.exitCode = 1;
  return null;
}
