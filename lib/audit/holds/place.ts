import "server-only";
import { nextReference } from "@/lib/platform/db/reference";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { personActing } from "../people";
import { assertControls, assertMember, assertObjects, evidenceNamed } from "./check-input";
import { holdChanged } from "./events";
import { placeHoldInput } from "./schema";
import { tellCaught, tellNamed, toldAtOnce } from "./tell-custody";

/** Holds what is named and whatever answers its query, today and later, against disposal and key destruction (E5). */
export const placeHold = command({
  name: "hold.place",
  summary: "Place a legal hold on evidence or on a part of the trail",
  permission: "hold:place",
  type: "compliance_control",
  crud: "create",
  riskLevel: "medium",
  controls: ["CC4.1", "C1.1", "A.5.28"],
  input: placeHoldInput,
  async run(context, input) {
    const { tx, actor, now, emit } = context;
    const personId = personActing(actor);
    assertControls(input.controlIds);
    if (input.personId) await assertMember(tx, input.personId);
    await assertObjects(tx, input.objects);
    const evidence = await evidenceNamed(tx, input.references);
    const hold = { id: newId(now.getTime()), reference: await nextReference(tx, actor.organizationId, "HLD", now) };
    const { title, reason, coversEvidence, coversTrail, types, controlIds, sourceSystem } = input;
    await tx.legalHold.create({
      data: {
        ...hold,
        organizationId: actor.organizationId,
        ...{ title, reason, coversEvidence, coversTrail, types, controlIds, sourceSystem },
        personId: input.personId,
        periodFrom: input.periodFrom ? new Date(input.periodFrom) : null,
        periodTo: input.periodTo ? new Date(input.periodTo) : null,
        placedById: personId,
        placedAt: now,
      },
    });
    const named = [...evidence.map(({ id }) => ({ kind: "evidence", id })), ...input.objects];
    await tx.legalHoldItem.createMany({
      data: named.map(({ kind, id }) => ({
        id: newId(now.getTime()),
        organizationId: actor.organizationId,
        holdId: hold.id,
        kind,
        objectId: id,
        byQuery: false,
        placedAt: now,
      })),
      skipDuplicates: true,
    });
    tellNamed(context, hold, evidence);
    const caught = coversEvidence ? await tellCaught(context, { holdId: hold.id }) : 0;
    if (caught === toldAtOnce) emit(holdChanged, { organizationId: actor.organizationId, holdId: hold.id });
    return {
      output: { ...hold, held: evidence.length + caught },
      event: {
        resource: { type: "legal_hold", id: hold.id, label: hold.reference },
        after: {
          title: aboutPerson(personId, title),
          covers: { evidence: coversEvidence, trail: coversTrail },
          asks: {
            ...{ types, controlIds, sourceSystem, personId: input.personId },
            periodFrom: input.periodFrom,
            periodTo: input.periodTo,
          },
          named: named.length,
          caught,
        },
        reason: aboutPerson(personId, reason),
      },
    };
  },
});
