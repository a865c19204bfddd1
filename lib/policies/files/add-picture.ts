import "server-only";
import { z } from "zod";
import { AppError, notFound } from "../../platform/errors";
import { command } from "../../platform/operation/command";
import { actAs, personWriting } from "../people";
import { keepFile } from "./keep-file";
import { receivedFile } from "./received";

/** A picture for the text of a draft. It is shown once the text names it. */
export const addPicture = command({
  name: "policy.add-picture",
  summary: "Add a picture to a policy that is being written",
  permission: "policy:write",
  type: "policy_change",
  crud: "create",
  controls: ["CC5.3"],
  input: z.object({ policyId: z.uuid(), file: receivedFile }),
  async run({ tx, actor, now }, { policyId, file }) {
    const policy = await tx.policy.findUnique({
      where: { id: policyId },
      select: { reference: true, versions: { where: { status: "draft" }, select: { id: true } } },
    });
    if (!policy) throw notFound("This policy");
    if (policy.versions.length === 0) throw new AppError("conflict", "Nothing was added: no draft is being written.");
    const addedById = personWriting(actor);
    await actAs(tx, addedById);
    await keepFile(tx, { organizationId: actor.organizationId, policyId, versionId: null, addedById }, file, now);
    return {
      output: { id: file.id, sha256: file.sha256, size: file.size, fileName: file.fileName, mediaType: file.mediaType },
      event: {
        resource: { type: "policy_file", id: file.id, label: policy.reference },
        after: { policyId, sha256: file.sha256, size: Number(file.size), mediaType: file.mediaType },
      },
    };
  },
});
