import path from "node:path";

/** Gives every event its place in its log and signs, once. */
export async function sequenceAll(databaseUrl: string, folder: string): Promise<void> {
  const { connectSequencer, sequenceOnce } = await import("../log/sequencer");
  const { fileStore } = await import("@/lib/platform/storage/object-store");
  const pool = connectSequencer(databaseUrl);
  try {
    await sequenceOnce(pool, fileStore(path.join(folder, "log")), () => new Date(), true);
  } finally {
    await pool.end();
  }
}
