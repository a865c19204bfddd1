import "server-only";
import { AppError, dutyRefused } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { resourceOf as evidenceResource } from "../evidence/lock-evidence";
import { personActing } from "../people";
import { disposalApproved } from "./events";
import { assertStep, concernsDisposal, lockDisposal, resourceOf } from "./lock-disposal";
import { approveDisposalInput, disposalInput, refuseDisposalInput } from "./schema";

const words = {
  permission: "disposal:decide",
  type: "compliance_control",
  controls: ["C1.2", "A.8.10"],
  concerns: concernsDisposal,
} as const;

/** The first of two people: has looked through the list and asks for it to be carried out (E6). */
export const requestDisposal = command({
  ...words,
  name: "disposal.request",
  summary: "Ask for a disposal list to be carried out",
  input: disposalInput,
  async run({ tx, actor, now, note }, { id }) {
    const personId = personActing(actor);
    const list = await lockDisposal(tx, id);
    assertStep(list, "requested");
    await tx.disposal.update({
      where: { id },
      data: { state: "requested", requestedById: personId, requestedAt: now },
    });
    const evidence = await tx.$queryRaw<{ id: string; reference: string; title: string }[]>`
      select e.id, e.reference, e.title from disposal_item i join evidence e on e.id = i.evidence_id
      where i.disposal_id = ${id}::uuid and i.state = 'planned' order by e.id`;
    for (const piece of evidence) {
      note({
        action: "evidence.disposal-requested",
        type: "evidence_collection",
        resource: evidenceResource(piece),
        after: { disposal: list.reference },
      });
    }
    return {
      output: { id },
      event: {
        resource: resourceOf(list),
        before: { state: list.state },
        after: { state: "requested", pieces: evidence.length },
      },
    };
  },
});

/** The second person; from here on the list is carried out, piece by piece. */
export const approveDisposal = command({
  ...words,
  name: "disposal.approve",
  summary: "Approve that the content of a list is destroyed",
  riskLevel: "high",
  input: approveDisposalInput,
  async run({ tx, actor, now, emit }, { id, confirmation }) {
    const personId = personActing(actor);
    const list = await lockDisposal(tx, id);
    if (list.requestedById === personId) {
      throw dutyRefused("You asked for this disposal, so somebody else must approve it. Nothing was destroyed.");
    }
    assertStep(list, "approved");
    if (confirmation !== list.reference) {
      const message = `Type ${list.reference} exactly. Nothing was destroyed.`;
      throw new AppError("invalid", message, { fieldErrors: { confirmation: [message] } });
    }
    await tx.disposal.update({ where: { id }, data: { state: "approved", decidedById: personId, decidedAt: now } });
    emit(disposalApproved, { organizationId: actor.organizationId, disposalId: id });
    return {
      output: { id },
      event: {
        resource: resourceOf(list),
        before: { state: list.state },
        after: { state: "approved", requestedBy: list.requestedById },
      },
    };
  },
});

export const refuseDisposal = command({
  ...words,
  name: "disposal.refuse",
  summary: "Refuse a disposal list",
  input: refuseDisposalInput,
  async run({ tx, actor, now }, { id, reason }) {
    const personId = personActing(actor);
    const list = await lockDisposal(tx, id);
    assertStep(list, "refused");
    await tx.disposal.update({
      where: { id },
      data: { state: "refused", decidedById: personId, decidedAt: now, reason },
    });
    return {
      output: { id },
      event: {
        resource: resourceOf(list),
        before: { state: list.state },
        after: { state: "refused" },
        reason: aboutPerson(personId, reason),
      },
    };
  },
});
