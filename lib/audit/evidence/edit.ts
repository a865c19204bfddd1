import "server-only";
import { command } from "@/lib/platform/operation/command";
import { tellCaught } from "../holds/tell-custody";
import { retainEvidenceUntil } from "../rules";
import { concernsEvidence, conflict, lockEvidence, resourceOf } from "./lock-evidence";
import { editEvidenceInput } from "./schema";

/** Corrects the facts of a draft that nobody has decided about. Retention follows the facts, but is never shortened (E3, E5). */
export const editEvidence = command({
  name: "evidence.edit",
  summary: "Correct the facts of evidence that is still a draft",
  permission: "evidence:collect",
  type: "evidence_collection",
  controls: ["CC4.1"],
  input: editEvidenceInput,
  concerns: concernsEvidence,
  async run({ tx, actor, now, note }, { id, ...input }) {
    const evidence = await lockEvidence(tx, id);
    if (evidence.newest.status !== "draft" || evidence.versions.some(({ decidedById }) => decidedById !== null)) {
      throw conflict("it was handed in, so its facts stand still; a new fact is a new piece of evidence");
    }
    const first = evidence.versions.at(-1)?.collectedAt ?? evidence.createdAt;
    const computed = new Date(
      retainEvidenceUntil(
        { collectedAt: first.toISOString(), effectiveTo: `${input.effectiveTo}T00:00:00.000Z` },
        input.retentionClass,
      ).slice(0, 10),
    );
    const retainUntil = computed > evidence.retainUntil ? computed : evidence.retainUntil;
    const { title, type, controlIds, retentionClass } = input;
    const facts = { title, type, controlIds, retentionClass, sourceSystem: input.sourceSystem ?? "upload" };
    await tx.evidence.update({
      where: { id },
      data: {
        ...facts,
        description: input.description ?? "",
        effectiveFrom: new Date(input.effectiveFrom),
        effectiveTo: new Date(input.effectiveTo),
        retainUntil,
      },
    });
    await tellCaught({ tx, actor, now, note }, { evidenceId: id });
    const day = (date: Date) => date.toISOString().slice(0, 10);
    const {
      title: oldTitle,
      type: oldType,
      controlIds: oldControls,
      retentionClass: oldClass,
      sourceSystem,
    } = evidence;
    return {
      output: { id },
      event: {
        resource: resourceOf({ ...evidence, title }),
        before: {
          ...{ title: oldTitle, type: oldType, controlIds: oldControls, retentionClass: oldClass, sourceSystem },
          effectiveFrom: day(evidence.effectiveFrom),
          effectiveTo: day(evidence.effectiveTo),
          retainUntil: day(evidence.retainUntil),
        },
        after: {
          ...facts,
          effectiveFrom: input.effectiveFrom,
          effectiveTo: input.effectiveTo,
          retainUntil: day(retainUntil),
        },
      },
    };
  },
});
