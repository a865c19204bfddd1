import { runWithDatabase } from "./lib/run-with-database.mjs";

await runWithDatabase("restore.ts", { alone: true });
