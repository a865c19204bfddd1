import "server-only";
import { z } from "zod";
import { actorIdOf } from "@/lib/platform/auth/actor-types";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { holidayDates } from "../schema";
import { ALWAYS_OPEN, DEFAULT_TARGETS } from "../sla-rules";

const OFFICE = [["09:00", "17:00"]];
const WORKING_DAYS = { mon: OFFICE, tue: OFFICE, wed: OFFICE, thu: OFFICE, fri: OFFICE };

/** First values: business hours, 24 × 7, and a default policy with the targets everybody starts from. */
export const setUpSla = command({
  name: "sla.set-up",
  summary: "Begin with the default SLA policy and calendars",
  permission: "sla:manage",
  type: "configuration_change",
  crud: "create",
  controls: ["CC2.3"],
  input: z.object({ holidays: holidayDates.default([]) }),
  async run({ tx, actor, now }, { holidays }) {
    const { organizationId } = actor;
    if ((await tx.slaPolicyVersion.count({ where: { organizationId } })) > 0) {
      throw new AppError("conflict", "This organisation has SLA policies already. Nothing was changed.");
    }
    const { timeZone } = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { timeZone: true },
    });
    const common = { organizationId, version: 1, createdAt: now, createdById: actorIdOf(actor) };
    const business = newId(now.getTime());
    const always = newId(now.getTime());
    await tx.slaCalendarVersion.createMany({
      data: [
        {
          ...common,
          id: business,
          calendarId: business,
          name: "Business hours",
          timeZone,
          hours: WORKING_DAYS,
          holidays,
        },
        {
          ...common,
          ...ALWAYS_OPEN,
          hours: ALWAYS_OPEN.hours,
          holidays: [],
          id: always,
          calendarId: always,
          name: "24 × 7",
        },
      ],
    });
    const id = newId(now.getTime());
    const policy = await tx.slaPolicyVersion.create({
      data: {
        ...common,
        id,
        policyId: id,
        name: "Default",
        position: 999,
        isDefault: true,
        active: true,
        match: { tiers: [], categories: [], companies: [] },
        targets: DEFAULT_TARGETS,
        calendarVersionId: business,
        emergencyCalendarId: always,
        pausesFirstResponse: false,
      },
    });
    return {
      output: { policyId: policy.policyId, businessCalendarId: business, emergencyCalendarId: always },
      event: {
        resource: { type: "sla_policy", id: policy.policyId, label: policy.name },
        after: { targets: JSON.stringify(DEFAULT_TARGETS), timeZone, holidays },
      },
    };
  },
});
