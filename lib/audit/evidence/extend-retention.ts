import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { personActing } from "../people";
import { mayChangeRetention } from "../rules";
import { concernsEvidence, conflict, lockEvidence, resourceOf } from "./lock-evidence";
import { extendRetentionInput } from "./schema";

const day = (date: Date) => date.toISOString().slice(0, 10);

/** Keeps a piece longer than its class says; never less long (E5). */
export const extendRetention = command({
  name: "evidence.extend-retention",
  summary: "Keep evidence longer",
  permission: "evidence:retain",
  type: "evidence_collection",
  controls: ["CC4.1", "C1.1"],
  input: extendRetentionInput,
  concerns: concernsEvidence,
  async run({ tx, actor }, { id, retainUntil, reason }) {
    const personId = personActing(actor);
    const evidence = await lockEvidence(tx, id);
    if (evidence.status === "disposed") throw conflict("this evidence was disposed of");
    const wanted = new Date(retainUntil);
    if (
      !mayChangeRetention(evidence.retainUntil.toISOString(), wanted.toISOString()) ||
      day(evidence.retainUntil) === retainUntil
    ) {
      const message = `Choose a day after ${day(evidence.retainUntil)}: retention is never shortened.`;
      throw new AppError("invalid", message, { fieldErrors: { retainUntil: [message] } });
    }
    await tx.evidence.update({ where: { id }, data: { retainUntil: wanted } });
    return {
      output: { id },
      event: {
        resource: resourceOf(evidence),
        before: { retainUntil: day(evidence.retainUntil) },
        after: { retainUntil },
        reason: aboutPerson(personId, reason),
      },
    };
  },
});
