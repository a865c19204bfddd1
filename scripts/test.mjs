import { prepared } from "./lib/prepared.mjs";

const names = ["lint", "types", "dead-code", "unit", "database", "build", "browser", "long", "long-browser"];
const wanted = readArguments(process.argv.slice(2));
if (wanted) {
  await prepared(import.meta.url, async () => {
    const { testRun } = await import("./lib/test-run.mjs");
    process.exit((await testRun(wanted)) ? 0 : 1);
  });
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
