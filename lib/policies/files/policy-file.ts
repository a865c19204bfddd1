import "server-only";
import { z } from "zod";
import { mayDo } from "../../platform/auth/actor-types";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { policyReader } from "../queries/policy-reader";

/** A file of a policy, for whoever writes or reviews, and for readers of a text in force that names it. */
export const policyFile = query({
  name: "policy.file",
  summary: "Open a picture or a document of a policy",
  permission: "policy:read",
  input: z.object({ id: z.uuid() }),
  async run(context, { id }) {
    const { tx, actor } = context;
    const file = await tx.policyFile.findUnique({ where: { id } });
    if (!file) throw notFound("This file");
    if (!mayDo(actor, "policy:library")) {
      // Not addressed to this person: as if it were not there.
      const { version } = await policyReader.within(context, { policyId: file.policyId });
      if (!version.text.includes(file.id)) throw notFound("This file");
    }
    const object = await tx.storedObject.findUniqueOrThrow({ where: { id: file.objectId } });
    return { fileName: file.fileName, mediaType: file.mediaType, object };
  },
});
