import path from "node:path";
import { startPostgres } from "../lib/postgres.mjs";
import { makeTemporaryFolder, removeFolder } from "../lib/temporary-folder.mjs";

/** PostgreSQL in a folder that vanishes with it; nothing is flushed to disk, so it is fast and good for tests only. */
export async function startTemporaryPostgres() {
  const folder = await makeTemporaryFolder();
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };
  try {
    const postgres = await startPostgres({ dataFolder: path.join(folder, "postgres"), settings });
    return {
      url: postgres.url,
      async stop() {
        await postgres.stop();
        removeFolder(folder);
        removeFolder(postgres.dataFolder); // elsewhere when the temporary folder is closed to the database's user
      },
    };
  } catch (error) {
    removeFolder(folder);
    throw error;
  }
}
