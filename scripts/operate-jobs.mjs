import { runWithDatabase } from "./lib/run-with-database.mjs";

await runWithDatabase("operate-jobs.ts", { alone: false });
