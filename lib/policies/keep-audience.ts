import "server-only";
import type { Tx } from "../platform/db/client";
import { newId } from "../platform/ids";
import { assertKnownGroups } from "./known-groups";
import type { AudienceRule } from "./schema";

/** Replaces the audience of a draft. */
export async function keepAudience(
  tx: Tx,
  organizationId: string,
  versionId: string,
  rules: readonly AudienceRule[],
  now: Date,
): Promise<void> {
  await assertKnownGroups(tx, rules);
  await tx.policyAudience.deleteMany({ where: { versionId } });
  await tx.policyAudience.createMany({
    data: rules.map((rule) => ({
      id: newId(now.getTime()),
      organizationId,
      versionId,
      kind: rule.kind,
      value: rule.value ?? null,
      excluded: rule.excluded,
      dueDays: rule.dueDays ?? null,
    })),
  });
}
