import { runWithDatabase } from "./lib/run-with-database.mjs";

await runWithDatabase("backup.ts", { alone: false });
