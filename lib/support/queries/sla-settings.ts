import "server-only";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { query } from "@/lib/platform/operation/query";
import { calendarHours, policyMatch, SlaMetric, targetTable, trySlaInput } from "../schema";
import { calendarOf, calendarRowFor, chooseJudgement, currentPolicies, targetFor } from "../sla/judgement";
import { plan } from "../sla-plan";

/** Policies in the order in which they are asked, and calendars; the newest version of each. */
export const slaSettings = query({
  name: "sla.settings",
  summary: "See SLA policies and calendars",
  permission: "sla:read",
  input: z.object({}),
  async run({ tx, actor }) {
    const policies = await currentPolicies(tx, actor.organizationId);
    const calendars = await tx.slaCalendarVersion.findMany({
      where: { organizationId: actor.organizationId },
      distinct: ["calendarId"],
      orderBy: [{ calendarId: "asc" }, { version: "desc" }],
    });
    return {
      policies: policies.map((policy) => ({
        policyId: policy.policyId,
        name: policy.name,
        version: policy.version,
        position: policy.position,
        isDefault: policy.isDefault,
        active: policy.active,
        match: policyMatch.parse(policy.match),
        targets: targetTable.parse(policy.targets),
        calendar: { id: policy.calendar.calendarId, name: policy.calendar.name },
        emergencyCalendar: { id: policy.emergencyCalendar.calendarId, name: policy.emergencyCalendar.name },
        pausesFirstResponse: policy.pausesFirstResponse,
      })),
      calendars: calendars.map((calendar) => ({
        calendarId: calendar.calendarId,
        name: calendar.name,
        version: calendar.version,
        timeZone: calendar.timeZone,
        hours: calendarHours.parse(calendar.hours),
        holidays: calendar.holidays,
      })),
    };
  },
});

export type SlaSettings = Awaited<ReturnType<typeof slaSettings>>;

/** What would this ticket be due? Answers by the very policies and clock that judge tickets. */
export const trySla = query({
  name: "sla.try",
  summary: "Say when a ticket opened then would be due",
  permission: "sla:read",
  input: trySlaInput,
  async run({ tx, actor }, { start, priority, tier, category }) {
    const judgement = await chooseJudgement(tx, actor.organizationId, { tier, category, company: null });
    if (!judgement) return { policy: null, calendar: null, due: [] };
    const calendar = calendarRowFor(judgement, priority);
    try {
      const due = SlaMetric.options.map((metric) => {
        const target = targetFor(judgement, metric, { priority, tier });
        const planned = target === null ? null : plan(start, target, calendarOf(calendar));
        return { metric, targetSeconds: target, dueAt: planned?.dueAt ?? null, warnAt: planned?.warnAt ?? null };
      });
      return { policy: judgement.policy.name, calendar: { name: calendar.name, timeZone: calendar.timeZone }, due };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new AppError("invalid", error.message, { fieldErrors: { start: [error.message] } });
    }
  },
});
