import "server-only";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { personActing } from "../people";
import { lockViolation, violationResource } from "./find-violation";
import { linkInput } from "./schema";

/** Ties it to a piece of evidence, an incident or a ticket, by kind and id; whoever follows the link needs to be let in there. */
export const linkViolation = command({
  name: "violation.link",
  summary: "Link evidence, an incident or a ticket to a violation",
  permission: "violation:handle",
  concerns: { type: "policy_violation", field: "violationId" },
  type: "compliance_control",
  controls: ["CC5.3"],
  input: linkInput,
  async run({ tx, actor, now }, { violationId, kind, objectId, label }) {
    personActing(actor);
    const violation = await lockViolation(tx, actor, violationId);
    const known = await tx.policyViolationLink.findFirst({ where: { violationId, kind, objectId } });
    if (!known)
      await tx.policyViolationLink.create({
        data: {
          id: newId(now.getTime()),
          organizationId: actor.organizationId,
          violationId,
          kind,
          objectId,
          label,
          linkedAt: now,
        },
      });
    return {
      output: { added: !known },
      event: { resource: violationResource(violation), after: { kind, objectId, added: !known } },
    };
  },
});
