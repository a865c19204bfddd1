import "server-only";
import type { Tx } from "../platform/db/client";

/**
 * The versions that differ from this one only editorially (P5): back to the last material change, which asked everybody. What people
 * answered to them counts for this one. For a material version there are none.
 */
export async function alikeVersions(tx: Tx, versionId: string, policyId: string): Promise<string[]> {
  const versions = await tx.policyVersion.findMany({
    where: { policyId },
    select: { id: true, basedOnId: true, material: true },
  });
  const byId = new Map(versions.map((version) => [version.id, version]));
  const alike: string[] = [];
  let at = byId.get(versionId);
  while (at && !at.material && at.basedOnId) {
    alike.push(at.basedOnId);
    at = byId.get(at.basedOnId);
  }
  return alike;
}
