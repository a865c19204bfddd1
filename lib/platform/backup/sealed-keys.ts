import "server-only";
import type { ClientBase } from "pg";
import { z } from "zod";
import { open, seal, UnreadableError } from "../crypto/keyring";
import { linesOf } from "./files";
import { BackupProblem } from "./manifest";

/** A living subject key with its row, still wrapped by the master key. */
export type BackedUpKey = {
  id: string;
  organizationId: string | null;
  subject: string;
  retentionClass: string;
  month: string;
  createdAt: string;
  /** Base64. */
  wrapped: string;
};

const keysPerLine = 1_000;
const contextOf = (backupId: string, number: number) => `subject-keys:${backupId}:${number}`;
const line = z.array(
  z.object({
    id: z.uuid(),
    organizationId: z.uuid().nullable(),
    subject: z.string(),
    retentionClass: z.string(),
    month: z.string(),
    createdAt: z.string(),
    wrapped: z.base64(),
  }),
);

/** The living subject keys of the snapshot, some at a time, sealed under the backup key and bound to this backup. */
export async function* sealedKeys(
  db: ClientBase,
  backupId: string,
  key: Buffer,
  counted: (keys: number) => void,
): AsyncGenerator<Buffer> {
  let after = "00000000-0000-0000-0000-000000000000";
  for (let number = 0; ; number += 1) {
    const { rows } = await db.query<BackedUpKey>(
      `select id, organization_id as "organizationId", subject, retention_class::text as "retentionClass", month,
         to_json(created_at)#>>'{}' as "createdAt", encode(wrapped_key, 'base64') as wrapped
       from subject_key where wrapped_key is not null and id > $1 order by id limit $2`,
      [after, keysPerLine],
    );
    for (const row of rows) row.wrapped = row.wrapped.replaceAll("\n", "");
    yield Buffer.from(
      `${seal(key, Buffer.from(JSON.stringify(rows)), contextOf(backupId, number)).toString("base64")}\n`,
    );
    counted(rows.length);
    if (rows.length < keysPerLine) return;
    after = rows.at(-1)?.id ?? after;
  }
}

/** Opens them again, batch by batch. */
export async function* openedKeys(
  folder: string,
  name: string,
  backupId: string,
  key: Buffer,
): AsyncGenerator<BackedUpKey[]> {
  let number = 0;
  for await (const text of linesOf(folder, name)) {
    let plain: Buffer;
    try {
      plain = open(key, Buffer.from(text, "base64"), contextOf(backupId, number));
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error;
      throw new BackupProblem(
        "The key file of the backup cannot be opened: it was altered, or belongs to another backup.",
      );
    }
    yield line.parse(JSON.parse(plain.toString("utf8")));
    number += 1;
  }
}
