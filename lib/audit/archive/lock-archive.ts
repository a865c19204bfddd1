import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, notFound } from "@/lib/platform/errors";
import { canStep } from "./rules";
import { type ArchiveState, archiveStateLabels } from "./schema";

/** Locks an archive, so that two people deciding at once take turns. */
export async function lockArchive(tx: Tx, id: string) {
  await tx.$queryRaw`select 1 from audit_archive where id = ${id}::uuid for update`;
  const archive = await tx.auditArchive.findUnique({ where: { id } });
  if (!archive) throw notFound("This archive");
  return archive;
}

export type Archive = Awaited<ReturnType<typeof lockArchive>>;

export function assertStep(archive: Archive, to: ArchiveState): void {
  if (canStep(archive.state, to)) return;
  const [is, wanted] = [archiveStateLabels[archive.state], archiveStateLabels[to]];
  throw new AppError(
    "conflict",
    `Nothing was changed: ${archive.reference} is “${is}” and cannot become “${wanted}”. Reload the page to see what happened.`,
  );
}

export const resourceOf = (archive: { id: string; reference: string }) => ({
  type: "audit_archive",
  id: archive.id,
  label: archive.reference,
});

export const concernsArchive = { type: "audit_archive", field: "id" } as const;
