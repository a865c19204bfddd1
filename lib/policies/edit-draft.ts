import "server-only";
import { AppError } from "../platform/errors";
import { command } from "../platform/operation/command";
import { contentHash } from "./content-hash";
import { keepAudience } from "./keep-audience";
import { dateColumn } from "./local-day";
import { labelOf, lockVersion } from "./lock-version";
import { actAs, personWriting } from "./people";
import { assertLaysOut } from "./reading/layouts";
import { editInput } from "./schema";
import { keepSections, knownMappings } from "./writing/keep-mappings";

/** Saves a draft; whoever saves a change of the text becomes one of its editors and can no longer approve it (P3). */
export const editDraft = command({
  name: "policy.edit",
  summary: "Edit the draft of a policy",
  permission: "policy:write",
  type: "policy_change",
  controls: ["CC5.3"],
  input: editInput,
  prepare: ({ organizationId }, { text }) => assertLaysOut(organizationId, text),
  async run({ tx, actor, now }, input) {
    const version = await lockVersion(tx, input.versionId);
    if (version.status !== "draft") {
      throw new AppError(
        "conflict",
        "Nothing was saved: this version is no longer a draft. What was handed in is changed only after it was sent back.",
      );
    }
    if (version.revision !== input.revision) {
      throw new AppError(
        "conflict",
        "Nothing was saved: somebody else saved this draft while you were writing. Copy your text, reload the page and put it together.",
      );
    }
    const mapped = input.requirementIds ? knownMappings(input.requirementIds) : null;
    await actAs(tx, personWriting(actor));
    const contentSha256 = contentHash(input.text);
    await tx.policyVersion.update({
      where: { id: version.id },
      data: {
        title: input.title,
        description: input.description ?? "",
        text: input.text,
        contentSha256,
        changeNote: input.changeNote ?? "",
        material: version.number === 1 ? true : input.material,
        dueDays: input.dueDays,
        ...(mapped ? { requirementIds: mapped.ids } : {}),
        effectiveFrom: input.effectiveFrom ? dateColumn(input.effectiveFrom) : null,
        revision: version.revision + 1,
        updatedAt: now,
      },
    });
    // Until a version was in force the policy is called what its draft is called.
    if (version.number === 1) await tx.policy.update({ where: { id: version.policyId }, data: { title: input.title } });
    if (mapped) await keepSections(tx, actor.organizationId, version.id, mapped.mappings);
    await keepAudience(tx, actor.organizationId, version.id, input.audience, now);
    return {
      output: { policyId: version.policyId, versionId: version.id, revision: version.revision + 1, savedAt: now },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        before: { title: version.title, contentSha256: version.contentSha256, material: version.material },
        after: {
          title: input.title,
          contentSha256,
          material: input.material,
          ...(mapped ? { requirementIds: mapped.ids } : {}),
        },
      },
    };
  },
});
