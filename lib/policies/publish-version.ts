import "server-only";
import { command } from "../platform/operation/command";
import { versionPublished } from "./events";
import { inForce } from "./in-force";
import { dateColumn, dateText, localDateOf } from "./local-day";
import { assertTransition, labelOf, lockVersion } from "./lock-version";
import { personActing } from "./people";
import { versionInput } from "./schema";
import { announce, supersedePresent } from "./time/put-in-force";

/**
 * Publishes an approved version (P2, P11). It supersedes the one before at once, or, with an effective date still to come, on that
 * day; until then the present one stays in force and the new one may be acknowledged already (P7, P13).
 */
export const publishVersion = command({
  name: "policy.publish",
  summary: "Publish an approved version",
  permission: "policy:publish",
  type: "policy_change",
  riskLevel: "medium",
  controls: ["CC2.2", "CC5.3", "A.5.1"],
  input: versionInput,
  async run(context, input) {
    const { tx, actor, now, emit } = context;
    const publishedById = personActing(actor);
    const version = await lockVersion(tx, input.versionId);
    assertTransition(version, "published");
    const publishedOn = await localDateOf(tx, actor.organizationId, now);
    const effectiveFrom = version.effectiveFrom ? dateText(version.effectiveFrom) : publishedOn;
    const comes = effectiveFrom > publishedOn;
    const present = await tx.policyVersion.findFirst({ where: { policyId: version.policyId, ...inForce } });
    const before = comes ? null : await supersedePresent(context, version.policyId);
    await tx.policyVersion.update({
      where: { id: version.id },
      data: {
        status: "published",
        publishedAt: now,
        publishedById,
        publishedOn: dateColumn(publishedOn),
        inForceAt: comes ? null : now,
        replacedId: before?.id ?? null,
        updatedAt: now,
      },
    });
    if (comes) {
      const { organizationId, policyId } = version;
      emit(versionPublished, { organizationId, policyId, versionId: version.id });
    } else await announce(context, version);
    return {
      output: {
        policyId: version.policyId,
        versionId: version.id,
        status: "published" as const,
        publishedOn,
        effectiveFrom,
      },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        before: { status: version.status, inForce: present?.number ?? null },
        after: {
          status: "published",
          inForce: comes ? (present?.number ?? null) : version.number,
          effectiveFrom,
          contentSha256: version.contentSha256,
          material: version.material,
          requirementIds: version.requirementIds,
        },
      },
    };
  },
});
