import "server-only";
import { dropCached } from "../../platform/cache/cached";
import type { CommandContext } from "../../platform/operation/context";
import { versionPublished } from "../events";
import { inForce } from "../in-force";
import { publishedTextKey } from "../published-text";

/** The version in force gives way, if there is one: at most one of a policy is in force at any moment (P1). */
export async function supersedePresent({ tx, now }: Pick<CommandContext, "tx" | "now">, policyId: string) {
  const before = await tx.policyVersion.findFirst({ where: { policyId, ...inForce } });
  if (before)
    await tx.policyVersion.update({
      where: { id: before.id },
      data: { status: "superseded", supersededAt: now, updatedAt: now },
    });
  return before;
}

/** What everybody has to hear of a version in force: its title, its readers, its audience. */
export async function announce(
  { tx, actor, emit, afterCommit }: CommandContext,
  version: { id: string; policyId: string; title: string },
): Promise<void> {
  await tx.policy.update({ where: { id: version.policyId }, data: { title: version.title } });
  emit(versionPublished, {
    organizationId: actor.organizationId,
    policyId: version.policyId,
    versionId: version.id,
  });
  afterCommit(() => dropCached(publishedTextKey(actor.organizationId, version.policyId)));
}
