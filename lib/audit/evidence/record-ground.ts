import "server-only";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { personActing } from "../people";
import { concernsEvidence, conflict, lockEvidence, resourceOf } from "./lock-evidence";
import { recordGroundInput } from "./schema";

/** Says why evidence about somebody stays although they asked for erasure, and until when (E5). */
export const recordGround = command({
  name: "evidence.record-ground",
  summary: "Record why evidence is kept despite a request for erasure",
  permission: "evidence:retain",
  type: "privacy_request",
  controls: ["P4.3", "P5.2"],
  input: recordGroundInput,
  concerns: concernsEvidence,
  async run({ tx, actor, now }, { id, ground, reason, endsOn }) {
    const personId = personActing(actor);
    const evidence = await lockEvidence(tx, id);
    if (evidence.status === "disposed") throw conflict("this evidence was disposed of, so nothing is kept");
    await tx.evidenceGround.create({
      data: {
        id: newId(now.getTime()),
        organizationId: actor.organizationId,
        evidenceId: id,
        ...{ ground, reason },
        endsOn: new Date(endsOn),
        recordedById: personId,
        recordedAt: now,
      },
    });
    return {
      output: { id },
      event: { resource: resourceOf(evidence), after: { ground, endsOn }, reason: aboutPerson(personId, reason) },
    };
  },
});
