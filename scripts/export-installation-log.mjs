import { runWithDatabase } from "./lib/run-with-database.mjs";

await runWithDatabase("export-installation-log.ts", { alone: false });
