import { writeFileSync } from "node:fs";
import { startTemporaryPostgres } from "./testing/temporary-postgres";
import { applyMigrations } from "./schema/apply";
const pg = await startTemporaryPostgres();
await applyMigrations(pg.url);
writeFileSync("/tmp/priv/url", pg.url);
console.log("ready", pg.url);
process.on("SIGTERM", async () => { await pg.stop(); process.exit(0); });
setInterval(() => {}, 1000);
