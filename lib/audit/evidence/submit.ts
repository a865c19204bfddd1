import "server-only";
import { command } from "@/lib/platform/operation/command";
import { personActing } from "../people";
import { assertNewest, assertStep, concernsEvidence, conflict, lockEvidence, resourceOf } from "./lock-evidence";
import { submitEvidenceInput } from "./schema";

/** Hands the newest version in; from here on the facts stand still (E3). */
export const submitEvidence = command({
  name: "evidence.submit",
  summary: "Hand evidence in for approval",
  permission: "evidence:collect",
  type: "evidence_collection",
  controls: ["CC4.1"],
  input: submitEvidenceInput,
  concerns: concernsEvidence,
  async run({ tx, actor, now }, { id, version }) {
    const personId = personActing(actor);
    const evidence = await lockEvidence(tx, id);
    assertNewest(evidence, version);
    assertStep(evidence, "submitted");
    if (evidence.newest.integrity !== "verified") throw conflict("its stored file is not intact; add a new version");
    await tx.evidenceVersion.update({
      where: { id: evidence.newest.id },
      data: { status: "submitted", submittedById: personId, submittedAt: now },
    });
    await tx.evidence.update({ where: { id }, data: { status: "submitted" } });
    return {
      output: { id, version },
      event: {
        resource: resourceOf(evidence),
        before: { status: evidence.newest.status },
        after: { status: "submitted", version, sha256: evidence.newest.sha256 },
      },
    };
  },
});
