import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError, dutyRefused, notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { personActing } from "../people";
import { holdChanged } from "./events";
import { mayConfirmRelease } from "./rules";
import { holdInput, proposeReleaseInput } from "./schema";
import { tellReleased, toldAtOnce } from "./tell-custody";

const words = {
  permission: "hold:release",
  type: "compliance_control",
  riskLevel: "high",
  controls: ["CC4.1", "C1.1", "A.5.28"],
} as const;

/** The first of two people: says why nothing needs to be kept any longer. The hold holds on (E5). */
export const proposeRelease = command({
  ...words,
  name: "hold.propose-release",
  summary: "Propose that a legal hold ends",
  input: proposeReleaseInput,
  async run({ tx, actor, now }, { id, reason }) {
    const personId = personActing(actor);
    const hold = await lockHold(tx, id);
    if (hold.releaseProposedAt) throw conflict("a release was already proposed");
    await tx.legalHold.update({
      where: { id },
      data: { releaseReason: reason, releaseProposedById: personId, releaseProposedAt: now },
    });
    return {
      output: { id },
      event: {
        resource: { type: "legal_hold", id, label: hold.reference },
        after: { releaseProposed: true },
        reason: aboutPerson(personId, reason),
      },
    };
  },
});

/** The second person ends the hold; each piece it held says so in its custody (E4, E5). */
export const confirmRelease = command({
  ...words,
  name: "hold.release",
  summary: "Confirm that a legal hold ends",
  input: holdInput,
  async run(context, { id }) {
    const { tx, actor, now, emit } = context;
    const personId = personActing(actor);
    const hold = await lockHold(tx, id);
    if (!hold.releaseProposedById) throw conflict("nobody proposed its release, or the proposal was taken back");
    if (!mayConfirmRelease(hold, personId)) {
      throw dutyRefused("You proposed this release, so somebody else must confirm it. The hold stands.");
    }
    await tx.legalHold.update({ where: { id }, data: { releasedById: personId, releasedAt: now } });
    const told = await tellReleased(context, hold);
    if (told === toldAtOnce) emit(holdChanged, { organizationId: actor.organizationId, holdId: id });
    return {
      output: { id },
      event: {
        resource: { type: "legal_hold", id, label: hold.reference },
        before: { released: false },
        after: { released: true, proposedBy: hold.releaseProposedById },
        reason: aboutPerson(hold.releaseProposedById, hold.releaseReason ?? ""),
      },
    };
  },
});

/** Says no to a proposed release, or takes one's own back: the hold stands as it was. */
export const keepHold = command({
  ...words,
  name: "hold.keep",
  summary: "Refuse the proposed release of a legal hold",
  input: holdInput,
  async run({ tx, actor }, { id }) {
    personActing(actor);
    const hold = await lockHold(tx, id);
    if (!hold.releaseProposedById) throw conflict("no release is proposed any more");
    await tx.legalHold.update({
      where: { id },
      data: { releaseReason: null, releaseProposedById: null, releaseProposedAt: null },
    });
    return {
      output: { id },
      event: {
        resource: { type: "legal_hold", id, label: hold.reference },
        before: { releaseProposed: true, proposedBy: hold.releaseProposedById },
        after: { releaseProposed: false },
      },
    };
  },
});

async function lockHold(tx: Tx, id: string) {
  await tx.$queryRaw`select 1 from legal_hold where id = ${id}::uuid for update`;
  const hold = await tx.legalHold.findUnique({ where: { id } });
  if (!hold) throw notFound("This hold");
  if (hold.releasedAt) throw conflict("it was released already");
  return hold;
}

const conflict = (why: string) =>
  new AppError("conflict", `Nothing was changed: ${why}. Reload the page to see what happened.`);
