import "server-only";
import { z } from "zod";
import { command } from "../../platform/operation/command";
import { line } from "../../platform/text";
import { beginDraft } from "../draft-policy";
import { assertLaysOut } from "../reading/layouts";
import { draftInput, PolicyType } from "../schema";
import { keepDocument } from "./keep-document";
import { importedDocument } from "./read-document";

/** A new policy from a document: its first draft, and the document as it came (P9). */
export const importPolicy = command({
  name: "policy.import",
  summary: "Begin a policy from a Word, Markdown or PDF file",
  permission: "policy:write",
  type: "policy_change",
  crud: "create",
  controls: ["CC5.3", "A.5.1"],
  input: z.object({ type: PolicyType, title: line(200).optional(), document: importedDocument }),
  prepare: ({ organizationId }, { document }) => assertLaysOut(organizationId, document.text),
  async run(context, { type, title, document }) {
    const draft = draftInput.parse({
      title: title ?? document.title ?? "Imported policy",
      type,
      text: document.text,
      audience: [{ kind: "everyone" }],
    });
    const { output, event } = await beginDraft(context, draft);
    await keepDocument(context, output, document);
    return {
      output: { ...output, notes: document.notes },
      event: { ...event, after: { ...event.after, original: document.original.sha256 } },
    };
  },
});
