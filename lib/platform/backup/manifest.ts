import { z } from "zod";

const file = z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string().length(64) });
export type BackupFile = z.infer<typeof file>;

const table = file.extend({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() });

/** What a backup is; every file of it with its hash. Written last: a backup without it is none. */
export const backupManifest = z.object({
  format: z.literal("plinto-backup/1"),
  id: z.uuid(),
  at: z.iso.datetime(),
  /** Migrations the database had: the restored one gets these before its rows. */
  migrations: z.array(z.string()),
  /** First bytes of a hash of the master key: says which one is needed, and nothing else about it. */
  masterKey: z.string(),
  tables: z.array(table),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  /** The list of copied objects, a file itself. */
  objects: file.extend({ count: z.number().int() }),
  /** Sealed under the backup key of a month, which is destroyed at `until`. */
  keys: file.extend({ month: z.string(), until: z.iso.datetime(), count: z.number().int() }),
});
export type BackupManifest = z.infer<typeof backupManifest>;

/** A backup cannot be made or restored as things stand; the message says why and what to do. */
export class BackupProblem extends Error {
  override name = "BackupProblem";
}
