import "server-only";
import { dutyRefused } from "@/lib/platform/errors";
import { holdsOn } from "@/lib/platform/holds";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { tellCaught } from "../holds/tell-custody";
import { personActing } from "../people";
import { destroyContent } from "./destroy-content";
import {
  assertNewest,
  assertStep,
  concernsEvidence,
  conflict,
  type LockedEvidence,
  lockEvidence,
  resourceOf,
} from "./lock-evidence";
import { approveEvidenceInput, rejectEvidenceInput } from "./schema";

const words = { permission: "evidence:approve", type: "evidence_collection", concerns: concernsEvidence } as const;

/** Approves exactly the file that was handed in; the version approved before it is superseded (E3). */
export const approveEvidence = command({
  ...words,
  name: "evidence.approve",
  summary: "Approve evidence that somebody else collected",
  controls: ["CC4.1", "CC4.2"],
  input: approveEvidenceInput,
  async run(context, { id, version, comment }) {
    const { tx, actor, now } = context;
    const personId = personActing(actor);
    const evidence = await lockEvidence(tx, id);
    assertNewest(evidence, version);
    assertAnother(evidence, personId);
    assertStep(evidence, "approved");
    if (evidence.newest.integrity !== "verified") throw conflict("its stored file is not intact; reject it");
    if (evidence.newest.redacts) await assertFree(context, evidence);
    await tx.evidenceVersion.update({
      where: { id: evidence.newest.id },
      data: { status: "approved", decidedById: personId, decidedAt: now, decisionReason: comment },
    });
    await tx.evidence.update({ where: { id }, data: { status: "approved", approverId: personId } });
    await supersedeApproved(context, evidence);
    if (evidence.newest.redacts) await redact(context, evidence);
    await tellCaught(context, { evidenceId: id });
    return {
      output: { id, version },
      event: {
        resource: resourceOf(evidence),
        before: { status: "submitted" },
        after: { status: "approved", version, sha256: evidence.newest.sha256 },
        reason: comment ? aboutPerson(personId, comment) : undefined,
      },
    };
  },
});

export const rejectEvidence = command({
  ...words,
  name: "evidence.reject",
  summary: "Reject evidence that somebody else collected",
  controls: ["CC4.1", "CC4.2"],
  input: rejectEvidenceInput,
  async run({ tx, actor, now }, { id, version, reason }) {
    const personId = personActing(actor);
    const evidence = await lockEvidence(tx, id);
    assertNewest(evidence, version);
    assertAnother(evidence, personId);
    assertStep(evidence, "rejected");
    await tx.evidenceVersion.update({
      where: { id: evidence.newest.id },
      data: { status: "rejected", decidedById: personId, decidedAt: now, decisionReason: reason },
    });
    await tx.evidence.update({ where: { id }, data: { status: "rejected" } });
    return {
      output: { id, version },
      event: {
        resource: resourceOf(evidence),
        before: { status: "submitted" },
        after: { status: "rejected", version, sha256: evidence.newest.sha256 },
        reason: aboutPerson(personId, reason),
      },
    };
  },
});

/** Looked at before the state: whoever collected it is told why it can never be them. */
function assertAnother(evidence: LockedEvidence, personId: string): void {
  const { collectedById, submittedById } = evidence.newest;
  const hand =
    evidence.collectorId === personId || collectedById === personId
      ? "You collected this evidence"
      : submittedById === personId
        ? "You handed this evidence in"
        : null;
  if (hand) throw dutyRefused(`${hand}, so somebody else must decide about it. Nothing was changed.`);
}

async function supersedeApproved({ tx, note }: CommandContext, evidence: LockedEvidence): Promise<void> {
  for (const old of evidence.versions.filter(({ status }) => status === "approved")) {
    await tx.evidenceVersion.update({ where: { id: old.id }, data: { status: "superseded" } });
    note({
      action: "evidence.supersede",
      resource: resourceOf(evidence),
      before: { version: old.number, status: "approved", sha256: old.sha256 },
      after: { version: old.number, status: "superseded", by: evidence.newest.number },
    });
  }
}

async function assertFree({ tx }: CommandContext, evidence: LockedEvidence): Promise<void> {
  const holds = await holdsOn(tx, { kind: "evidence", id: evidence.id });
  const names = holds.map(({ reference }) => reference).join(", ");
  if (holds.length > 0) throw conflict(`the content it would destroy is held by ${names}`);
}

/** The redacted version takes the place of everything before it: bytes and keys go, names, hashes and custody stay (E5). */
async function redact(context: CommandContext, evidence: LockedEvidence): Promise<void> {
  const before = evidence.versions.filter(({ number, destroyedAt }) => number < evidence.newest.number && !destroyedAt);
  await destroyContent(context, before);
  context.note({
    action: "evidence.redact",
    crud: "delete",
    riskLevel: "high",
    resource: resourceOf(evidence),
    before: { versions: before.map(({ number, sha256 }) => ({ version: number, sha256 })) },
    after: { version: evidence.newest.number, sha256: evidence.newest.sha256 },
    reason: evidence.newest.changeNote
      ? aboutPerson(evidence.newest.submittedById ?? "", evidence.newest.changeNote)
      : undefined,
  });
}
