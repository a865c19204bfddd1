import "server-only";
import { dropCached } from "../platform/cache/cached";
import { command } from "../platform/operation/command";
import { versionPublished } from "./events";
import { dateColumn, localDateOf } from "./local-day";
import { assertTransition, labelOf, lockVersion } from "./lock-version";
import { personActing } from "./people";
import { publishedTextKey } from "./published-text";
import { versionInput } from "./schema";

/** Brings an approved version into force and supersedes the one before; a job then asks its audience (P2, P11). */
export const publishVersion = command({
  name: "policy.publish",
  summary: "Publish an approved version",
  permission: "policy:publish",
  type: "policy_change",
  riskLevel: "medium",
  controls: ["CC2.2", "CC5.3", "A.5.1"],
  input: versionInput,
  async run({ tx, actor, now, emit, afterCommit }, input) {
    const publishedById = personActing(actor);
    const version = await lockVersion(tx, input.versionId);
    assertTransition(version, "published");
    const before = await tx.policyVersion.findFirst({ where: { policyId: version.policyId, status: "published" } });
    if (before)
      await tx.policyVersion.update({
        where: { id: before.id },
        data: { status: "superseded", supersededAt: now, updatedAt: now },
      });
    const publishedOn = await localDateOf(tx, actor.organizationId, now);
    await tx.policyVersion.update({
      where: { id: version.id },
      data: {
        status: "published",
        publishedAt: now,
        publishedById,
        publishedOn: dateColumn(publishedOn),
        updatedAt: now,
      },
    });
    await tx.policy.update({ where: { id: version.policyId }, data: { title: version.title } });
    emit(versionPublished, {
      organizationId: actor.organizationId,
      policyId: version.policyId,
      versionId: version.id,
    });
    afterCommit(() => dropCached(publishedTextKey(actor.organizationId, version.policyId)));
    return {
      output: { policyId: version.policyId, versionId: version.id, status: "published" as const, publishedOn },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        before: { status: version.status, inForce: before?.number ?? null },
        after: {
          status: "published",
          inForce: version.number,
          contentSha256: version.contentSha256,
          material: version.material,
        },
      },
    };
  },
});
