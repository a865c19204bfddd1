import "server-only";
import { actorIdOf } from "@/lib/platform/auth/actor-types";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { tellCaught } from "../holds/tell-custody";
import { personActing } from "../people";
import { retainEvidenceUntil } from "../rules";
import { claimFile } from "./collect";
import {
  assertNewest,
  concernsEvidence,
  conflict,
  type LockedEvidence,
  lockEvidence,
  resourceOf,
} from "./lock-evidence";
import { addVersionInput } from "./schema";

/**
 * Replaces the file by making a version (E3). A draft or rejected version is superseded at once; an approved one stays approved, and counts,
 * until the new one is approved. What was handed in is decided first.
 */
export const addVersion = command({
  name: "evidence.add-version",
  summary: "Add a version of evidence, which begins as a draft",
  permission: "evidence:collect",
  type: "evidence_collection",
  crud: "create",
  controls: ["CC4.1", "CC7.2"],
  input: addVersionInput,
  concerns: concernsEvidence,
  async run({ tx, actor, now, note }, input) {
    const personId = personActing(actor);
    const evidence = await lockEvidence(tx, input.id);
    assertNewest(evidence, input.version);
    const old = evidence.newest;
    if (old.status === "submitted") throw conflict("this version was handed in; let it be decided first");
    if (old.status === "disposed") throw conflict("this evidence was disposed of");
    const file = await claimFile(tx, input.objectId, now);
    const number = old.number + 1;
    if (old.status === "draft" || old.status === "rejected") {
      await tx.evidenceVersion.update({ where: { id: old.id }, data: { status: "superseded" } });
      note({
        action: "evidence.supersede",
        crud: "update",
        resource: resourceOf(evidence),
        before: { version: old.number, status: old.status, sha256: old.sha256 },
        after: { version: old.number, status: "superseded", by: number },
      });
    }
    const { fileName, mediaType, size, sha256 } = file;
    await tx.evidenceVersion.create({
      data: {
        id: newId(now.getTime()),
        organizationId: actor.organizationId,
        evidenceId: evidence.id,
        number,
        objectId: file.id,
        ...{ fileName, mediaType, size, sha256 },
        collectedAt: now,
        collectedById: actorIdOf(actor) ?? "",
        changeNote: input.changeNote,
        redacts: input.redacts,
        integrity: "verified",
        verifiedAt: now,
      },
    });
    const retainUntil = input.redacts ? evidence.retainUntil : laterEnd(evidence, now);
    await tx.evidence.update({ where: { id: evidence.id }, data: { status: "draft", retainUntil } });
    await tellCaught({ tx, actor, now, note }, { evidenceId: evidence.id });
    return {
      output: { id: evidence.id, version: number, sha256 },
      event: {
        resource: resourceOf(evidence),
        before: { version: old.number, sha256: old.sha256, retainUntil: day(evidence.retainUntil) },
        after: {
          ...{ version: number, sha256, size: Number(size), status: "draft", redacts: input.redacts },
          retainUntil: day(retainUntil),
        },
        reason: aboutPerson(personId, input.changeNote),
      },
    };
  },
});

/** Retention runs from the last collection on, and is never shortened; what only takes something away collects nothing (E5). */
function laterEnd(evidence: LockedEvidence, now: Date): Date {
  const times = { collectedAt: now.toISOString(), effectiveTo: evidence.effectiveTo.toISOString() };
  const end = new Date(day(new Date(retainEvidenceUntil(times, evidence.retentionClass))));
  return end > evidence.retainUntil ? end : evidence.retainUntil;
}

const day = (date: Date) => date.toISOString().slice(0, 10);
