import "server-only";
import { actorIdOf } from "@/lib/platform/auth/actor-types";
import { AppError, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { slaPolicyChanged } from "../events";
import { savePolicyInput } from "../schema";
import { currentPolicies } from "./judgement";
import { newestCalendar } from "./save-calendar";

/** A policy, or its next version. Running metrics of open tickets are counted again by a job; closed tickets never change (S7). */
export const savePolicy = command({
  name: "sla-policy.save",
  summary: "Save an SLA policy",
  permission: "sla:manage",
  type: "configuration_change",
  controls: ["CC2.3"],
  input: savePolicyInput,
  async run({ tx, actor, now, emit }, input) {
    const { calendarId, emergencyCalendarId, policyId, ...data } = input;
    const { organizationId } = actor;
    const policies = await currentPolicies(tx, organizationId);
    const before = policyId ? policies.find((policy) => policy.policyId === policyId) : undefined;
    if (policyId && !before) throw notFound("This policy");
    const otherDefault = policies.find((policy) => policy.isDefault && policy.active && policy.policyId !== policyId);
    if (data.isDefault && otherDefault) {
      throw new AppError("conflict", `“${otherDefault.name}” is the default already. Nothing was saved.`);
    }
    if (before?.isDefault && !(data.isDefault && data.active)) {
      throw new AppError(
        "conflict",
        "The default policy stays the default: tickets would have none. Nothing was saved.",
      );
    }
    const calendar = await newestCalendar(tx, organizationId, calendarId);
    const emergency = await newestCalendar(tx, organizationId, emergencyCalendarId);
    const id = newId(now.getTime());
    const saved = await tx.slaPolicyVersion.create({
      data: {
        ...data,
        id,
        organizationId,
        policyId: policyId ?? id,
        version: (before?.version ?? 0) + 1,
        calendarVersionId: calendar.id,
        emergencyCalendarId: emergency.id,
        createdAt: now,
        createdById: actorIdOf(actor),
      },
    });
    emit(slaPolicyChanged, { organizationId: actor.organizationId, policyId: saved.policyId });
    return {
      output: { policyId: saved.policyId, version: saved.version },
      event: {
        resource: { type: "sla_policy", id: saved.policyId, label: saved.name },
        before: before && { version: before.version, targets: JSON.stringify(before.targets) },
        after: { version: saved.version, targets: JSON.stringify(data.targets), match: JSON.stringify(data.match) },
      },
    };
  },
});
