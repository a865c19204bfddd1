import "server-only";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { notFound } from "@/lib/platform/errors";
import { pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { standing } from "./rules";
import { type AlertStatus, alertInput, listAlertsInput } from "./schema";

/** Where they stand at this moment: a snooze that ran out counts as open. */
function standingIs(status: AlertStatus, now: Date): Prisma.AlertWhereInput {
  if (status === "open") return { OR: [{ status }, { status: "snoozed", snoozedUntil: { lte: now } }] };
  if (status === "snoozed") return { status, snoozedUntil: { gt: now } };
  return { status };
}

/** Alerts, newest first; without a state those that want somebody: open and acknowledged. */
export const listAlerts = query({
  name: "alert.list",
  summary: "Alerts by level and state, newest first",
  permission: "alert:read",
  input: listAlertsInput,
  async run({ tx, now }, { q, cursor, level, status, rule }) {
    const states = status
      ? standingIs(status, now)
      : { OR: [standingIs("open", now), standingIs("acknowledged", now)] };
    const where: Prisma.AlertWhereInput = {
      AND: [states, level ? { level } : {}, rule ? { rule } : {}],
      ...(q ? { title: { contains: q, mode: "insensitive" } } : {}),
    };
    const rows = await tx.alert.findMany({
      where,
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
    });
    const alerts = rows.slice(0, pageSize).map((row) => ({ ...row, status: standing(row, now) }));
    return {
      alerts,
      count: await tx.alert.count({ where }),
      next: rows.length > pageSize ? alerts.at(-1)?.id : undefined,
    };
  },
});

/** One alert with its owner, the events it was raised for, and what was done about it (from the trail). */
export const readAlert = query({
  name: "alert.view",
  summary: "One alert with its events",
  permission: "alert:read",
  input: alertInput,
  async run({ tx, now }, { id }) {
    const alert = await tx.alert.findUnique({ where: { id } });
    if (!alert) throw notFound("This alert");
    const owner = alert.ownerId
      ? await tx.person.findUnique({ where: { id: alert.ownerId }, select: { name: true } })
      : null;
    const shown = {
      id: true,
      action: true,
      outcome: true,
      actorName: true,
      actorKind: true,
      recordedAt: true,
    } as const;
    const events = await tx.auditEvent.findMany({
      where: { id: { in: alert.eventIds } },
      orderBy: { id: "desc" },
      select: { ...shown, resourceLabel: true },
      take: 50,
    });
    const history = await tx.auditEvent.findMany({
      where: { resourceType: "alert", resourceId: id },
      orderBy: { id: "desc" },
      select: shown,
      take: 50,
    });
    return { alert: { ...alert, status: standing(alert, now) }, owner: owner?.name ?? null, events, history };
  },
});
