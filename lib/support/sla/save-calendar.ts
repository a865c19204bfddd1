import "server-only";
import { actorIdOf } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import type { SlaCalendarVersion } from "@/lib/platform/db/generated/client";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { slaPolicyChanged } from "../events";
import { saveCalendarInput } from "../schema";
import { compile } from "../sla-calendar";
import { currentPolicies } from "./judgement";

/** A calendar, or its next version; policies that use it get a next version too, and their open tickets are counted again (S7). */
export const saveCalendar = command({
  name: "sla-calendar.save",
  summary: "Save a calendar of business hours",
  permission: "sla:manage",
  type: "configuration_change",
  controls: ["CC2.3"],
  input: saveCalendarInput,
  async run(context, input) {
    const { tx, actor, now } = context;
    const { name, timeZone, hours } = input;
    const holidays = [...new Set(input.holidays)].toSorted();
    assertUsable({ timeZone, hours, holidays });
    const before = input.calendarId ? await newestCalendar(tx, actor.organizationId, input.calendarId) : null;
    const id = newId(now.getTime());
    const saved = await tx.slaCalendarVersion.create({
      data: {
        id,
        organizationId: actor.organizationId,
        calendarId: before?.calendarId ?? id,
        version: (before?.version ?? 0) + 1,
        name,
        timeZone,
        hours,
        holidays,
        createdAt: now,
        createdById: actorIdOf(actor),
      },
    });
    if (before) await moveOnPolicies(context, before, saved);
    return {
      output: { calendarId: saved.calendarId, version: saved.version },
      event: {
        resource: { type: "sla_calendar", id: saved.calendarId, label: saved.name },
        before: before && { version: before.version, hours: JSON.stringify(before.hours), holidays: before.holidays },
        after: { version: saved.version, timeZone, hours: JSON.stringify(hours), holidays },
      },
    };
  },
});

function assertUsable(calendar: Parameters<typeof compile>[0]): void {
  try {
    compile(calendar);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new AppError("invalid", `${error.message}. Nothing was saved.`, { fieldErrors: { hours: [error.message] } });
  }
}

export async function newestCalendar(tx: Tx, organizationId: string, calendarId: string): Promise<SlaCalendarVersion> {
  const newest = await tx.slaCalendarVersion.findFirst({
    where: { organizationId, calendarId },
    orderBy: { version: "desc" },
  });
  if (newest) return newest;
  const fieldErrors = { calendarId: ["Choose a calendar of this organisation."] };
  throw new AppError("invalid", "Some fields need attention. Nothing was saved.", { fieldErrors });
}

async function moveOnPolicies(
  { tx, actor, now, emit }: CommandContext,
  before: SlaCalendarVersion,
  after: SlaCalendarVersion,
): Promise<void> {
  const next = (current: string) => (current === before.id ? after.id : current);
  for (const { calendar, emergencyCalendar, ...policy } of await currentPolicies(tx, actor.organizationId)) {
    if (calendar.id !== before.id && emergencyCalendar.id !== before.id) continue;
    await tx.slaPolicyVersion.create({
      data: {
        ...policy,
        match: policy.match ?? {},
        targets: policy.targets ?? {},
        id: newId(now.getTime()),
        version: policy.version + 1,
        calendarVersionId: next(policy.calendarVersionId),
        emergencyCalendarId: next(policy.emergencyCalendarId),
        createdAt: now,
        createdById: actorIdOf(actor),
      },
    });
    emit(slaPolicyChanged, { organizationId: actor.organizationId, policyId: policy.policyId });
  }
}
