import "server-only";
import { z } from "zod";
import { formatLocalDate, HOUR, localDayOf, startOfLocalDay, zoneOf } from "../../platform/calendar";
import { query } from "../../platform/operation/query";
import { isWeekend } from "./plan";

const [begins, ends] = [8, 18];

/** Whether mails go out now: on weekdays between eight and six in the organisation's zone. */
export const remindingNow = query({
  name: "policy.reminding",
  summary: "Find out whether reminders go out now",
  permission: "policy:remind",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const { timeZone } = await tx.organization.findUniqueOrThrow({
      where: { id: actor.organizationId },
      select: { timeZone: true },
    });
    const zone = zoneOf(timeZone);
    const day = localDayOf(zone, now.getTime());
    const hour = (now.getTime() - startOfLocalDay(zone, day)) / HOUR;
    return { due: !isWeekend(formatLocalDate(day)) && hour >= begins && hour < ends };
  },
});
