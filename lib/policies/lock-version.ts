import "server-only";
import type { Tx } from "../platform/db/client";
import { AppError, notFound } from "../platform/errors";
import { canTransition } from "./rules";
import { type VersionStatus, versionStatusLabels } from "./schema";

/**
 * Locks the policy and then the version that decides, so that two people deciding at once take turns; the same order everywhere.
 * Another organisation's version is not visible, so it is not found.
 */
export async function lockVersion(tx: Tx, versionId: string) {
  await tx.$queryRaw`select 1 from policy p where p.id = (select policy_id from policy_version where id = ${versionId}::uuid) for update`;
  await tx.$queryRaw`select 1 from policy_version where id = ${versionId}::uuid for update`;
  const version = await tx.policyVersion.findUnique({
    where: { id: versionId },
    include: { policy: true, editors: { select: { personId: true } } },
  });
  if (!version) throw notFound("This version");
  return { ...version, editorIds: version.editors.map((editor) => editor.personId) };
}

export type LockedVersion = Awaited<ReturnType<typeof lockVersion>>;

export const labelOf = (version: LockedVersion) => `${version.policy.reference} version ${version.number}`;

/** P2: any step that is not in the table is a conflict. */
export function assertTransition(version: LockedVersion, to: VersionStatus): void {
  if (canTransition(version.status, to)) return;
  const [is, wanted] = [versionStatusLabels[version.status], versionStatusLabels[to]];
  throw new AppError(
    "conflict",
    `Nothing was changed: version ${version.number} is “${is}”, so it cannot become “${wanted}”. Reload the page to see what happened.`,
  );
}
