import { prepared } from "./lib/prepared.mjs";

const flags = readFlags(process.argv.slice(2));
if (flags) {
  await prepared(import.meta.url, async () => {
    const { readEnvFile } = await import("./lib/settings.mjs");
    const { up } = await import("./lib/up.mjs");
    readEnvFile();
    await up(flags);
  });
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
