import "server-only";
import type { CommandContext } from "../../platform/operation/context";
import { keepFile } from "../files/keep-file";
import { personWriting } from "../people";
import type { ImportedDocument } from "./read-document";

/** Makes the document and its pictures files of the policy; the transaction already says in whose name. */
export async function keepDocument(
  { tx, actor, now }: CommandContext,
  { policyId, versionId }: { policyId: string; versionId: string },
  document: ImportedDocument,
): Promise<void> {
  const place = { organizationId: actor.organizationId, policyId, addedById: personWriting(actor) };
  for (const picture of document.pictures) await keepFile(tx, { ...place, versionId: null }, picture, now);
  await keepFile(tx, { ...place, versionId }, document.original, now);
}
