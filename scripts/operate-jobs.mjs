import { prepared } from "./lib/prepared.mjs";

await prepared(import.meta.url, async () => {
  const { runWithDatabase } = await import("./lib/run-with-database.mjs");
  await runWithDatabase("operate-jobs.ts", { alone: false });
});
