import "server-only";
import { z } from "zod";
import { AppError } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { contentHash } from "../content-hash";
import { labelOf, lockVersion } from "../lock-version";
import { actAs, personWriting } from "../people";
import { assertLaysOut } from "../reading/layouts";
import { policyText } from "../schema";
import { keepDocument } from "./keep-document";
import { importedDocument } from "./read-document";

/** Puts the text of a document in the place of a draft's; title, audience and mapping stay (P9). */
export const importDraft = command({
  name: "policy.import-draft",
  summary: "Replace the text of a draft by a Word, Markdown or PDF file",
  permission: "policy:write",
  type: "policy_change",
  controls: ["CC5.3"],
  input: z.object({
    versionId: z.uuid(),
    revision: z.coerce.number().int().positive(),
    document: importedDocument,
  }),
  prepare: ({ organizationId }, { document }) => assertLaysOut(organizationId, document.text),
  async run(context, { versionId, revision, document }) {
    const { tx, actor, now } = context;
    const version = await lockVersion(tx, versionId);
    if (version.status !== "draft") {
      throw new AppError("conflict", "Nothing was imported: this version is no longer a draft.");
    }
    if (version.revision !== revision) {
      throw new AppError("conflict", "Nothing was imported: somebody else saved this draft. Reload the page first.");
    }
    const text = policyText.parse(document.text);
    const contentSha256 = contentHash(text);
    await actAs(tx, personWriting(actor));
    await tx.policyVersion.update({
      where: { id: version.id },
      data: { text, contentSha256, revision: version.revision + 1, updatedAt: now },
    });
    await keepDocument(context, { policyId: version.policyId, versionId: version.id }, document);
    return {
      output: {
        policyId: version.policyId,
        versionId: version.id,
        revision: version.revision + 1,
        notes: document.notes,
      },
      event: {
        resource: { type: "policy_version", id: version.id, label: labelOf(version) },
        before: { contentSha256: version.contentSha256 },
        after: { contentSha256, original: document.original.sha256 },
      },
    };
  },
});
