import "server-only";
import { addMonths, formatLocalDate, parseLocalDate } from "../../platform/calendar";
import { nextReference } from "../../platform/db/reference";
import { AppError, notFound } from "../../platform/errors";
import { newId } from "../../platform/ids";
import { command } from "../../platform/operation/command";
import { aboutPerson } from "../../platform/operation/protected";
import { dateColumn, localDateOf } from "../local-day";
import { actAs, personActing } from "../people";
import { requestExemptionInput } from "./schema";

const longestMonths = 12;

/** Asks for an exemption or an exception (P16); somebody else decides, and it ends on its last day at the latest a year away. */
export const requestExemption = command({
  name: "policy.request-exemption",
  summary: "Ask for an exemption from a policy",
  permission: "policy:exemption:request",
  type: "compliance_control",
  crud: "create",
  controls: ["CC5.3", "A.5.1"],
  input: requestExemptionInput,
  async run({ tx, actor, now }, input) {
    const requesterId = personActing(actor);
    const policy = await tx.policy.findUnique({ where: { id: input.policyId } });
    if (!policy) throw notFound("This policy");
    const today = await localDateOf(tx, actor.organizationId, now);
    const latest = formatLocalDate(addMonths(parseLocalDate(today), longestMonths));
    if (input.expiresOn <= today || input.expiresOn > latest) {
      throw invalid("expiresOn", `Choose a day after today and not after ${latest}.`);
    }
    const person = input.personEmail
      ? await tx.person.findFirst({
          where: {
            email: input.personEmail,
            memberships: { some: { organizationId: actor.organizationId, active: true } },
          },
        })
      : { id: requesterId };
    if (!person) throw invalid("personEmail", "Nobody here has this address.");
    const id = newId(now.getTime());
    const reference = await nextReference(tx, actor.organizationId, "EXC", now);
    await actAs(tx, requesterId);
    const personId = input.kind === "exemption" ? person.id : null;
    await tx.policyExemption.create({
      data: {
        id,
        organizationId: actor.organizationId,
        reference,
        policyId: policy.id,
        kind: input.kind,
        personId,
        scope: input.scope ?? "",
        reason: input.reason,
        compensatingMeasure: input.compensatingMeasure,
        requesterId,
        requestedAt: now,
        expiresOn: dateColumn(input.expiresOn),
      },
    });
    const about = personId ?? requesterId;
    return {
      output: { exemptionId: id, reference },
      event: {
        resource: { type: "policy_exemption", id, label: reference },
        after: {
          policyId: policy.id,
          kind: input.kind,
          personId,
          expiresOn: input.expiresOn,
          compensatingMeasure: aboutPerson(about, input.compensatingMeasure),
        },
        reason: aboutPerson(about, input.reason),
      },
    };
  },
});

const invalid = (field: string, message: string) =>
  new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors: { [field]: [message] } });
