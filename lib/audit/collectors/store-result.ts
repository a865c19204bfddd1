import "server-only";
import type { z } from "zod";
import { parse } from "@/lib/platform/operation/authorise";
import type { CommandContext } from "@/lib/platform/operation/context";
import { addEvidence } from "../evidence/collect";
import { collectEvidenceInput, type storeFileInput } from "../evidence/schema";
import { registerFile } from "../evidence/store-file";

/**
 * Within a command: evidence from bytes the portal made itself and streamed into the object store a moment ago. Leaves the
 * same event as evidence a person adds, so that its custody begins with it (E4).
 */
export async function addMadeEvidence(
  context: Pick<CommandContext, "tx" | "actor" | "now" | "note">,
  file: z.output<typeof storeFileInput>,
  about: Omit<z.input<typeof collectEvidenceInput>, "objectId">,
): Promise<{ id: string; reference: string; sha256: string }> {
  const objectId = await registerFile(context, file);
  const { output, event } = await addEvidence(context, parse(collectEvidenceInput, { ...about, objectId }));
  context.note({
    ...event,
    action: "evidence.collect",
    type: "evidence_collection",
    crud: "create",
    controls: about.controlIds as readonly string[],
  });
  return output;
}
