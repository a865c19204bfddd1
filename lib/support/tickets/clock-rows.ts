import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { SlaClock } from "@/lib/platform/db/generated/client";
import { newId } from "@/lib/platform/ids";
import type { PauseKind, SlaMetric } from "../schema";
import { calendarOf, calendarRowFor, pausesFor, targetFor } from "../sla/judgement";
import { plan, replan } from "../sla-plan";
import { isRunning } from "./breach";
import type { HeldTicket } from "./held-ticket";

const moment = (iso: string | null) => (iso === null ? null : new Date(iso));

function rulesOf(held: HeldTicket, metric: SlaMetric) {
  const { judgement, ticket, pauses } = held;
  if (!judgement) return null;
  return {
    calendar: calendarOf(calendarRowFor(judgement, ticket.priority)),
    pauses: pausesFor(metric, pauses, judgement.policy.pausesFirstResponse),
    targetSeconds: targetFor(judgement, metric, ticket),
  };
}

/** Starts a metric, unless the policy does not measure it here. `endedAt` for a ticket answered as it was taken (S13). */
export async function startClock(tx: Tx, held: HeldTicket, metric: SlaMetric, endedAt: Date | null = null) {
  const rules = rulesOf(held, metric);
  if (!rules?.targetSeconds) return;
  const { countFrom, countSeconds, dueAt, warnAt } = plan(
    held.at.toISOString(),
    rules.targetSeconds,
    rules.calendar,
    rules.pauses,
  );
  const due = moment(dueAt) ?? held.at;
  const clock = await tx.slaClock.create({
    data: {
      id: newId(held.at.getTime()),
      organizationId: held.ticket.organizationId,
      ticketId: held.ticket.id,
      metric,
      startedAt: held.at,
      targetSeconds: rules.targetSeconds,
      countFrom,
      countSeconds,
      dueAt: due,
      warnAt,
      originalDueAt: due,
      endedAt,
      changedAt: held.at,
    },
  });
  held.clocks.push(clock);
}

async function change(tx: Tx, held: HeldTicket, clock: SlaClock, data: Partial<SlaClock>): Promise<void> {
  const changed = await tx.slaClock.update({ where: { id: clock.id }, data: { ...data, changedAt: held.at } });
  held.clocks.splice(held.clocks.indexOf(clock), 1, changed);
}

/** The promise is kept, or kept late: a breach that was recorded stays beside the end (S16). */
export async function endClocks(tx: Tx, held: HeldTicket, metric: SlaMetric): Promise<void> {
  for (const clock of [...held.clocks]) {
    if (clock.metric === metric && isRunning(clock)) await change(tx, held, clock, { endedAt: held.at });
  }
}

/** Duplicates, spam and withdrawn tickets leave the statistics; what was breached stays counted (S13, S16). */
export async function voidClocks(tx: Tx, held: HeldTicket): Promise<void> {
  for (const clock of [...held.clocks]) {
    if (isRunning(clock) && clock.breachedAt === null) await change(tx, held, clock, { voidedAt: held.at });
    else if (isRunning(clock)) await change(tx, held, clock, { endedAt: held.at });
  }
}

export async function startPause(tx: Tx, held: HeldTicket, kind: PauseKind): Promise<void> {
  const { id: ticketId, organizationId } = held.ticket;
  held.pauses.push(
    await tx.slaPause.create({
      data: { id: newId(held.at.getTime()), organizationId, ticketId, kind, startedAt: held.at },
    }),
  );
  await recompute(tx, held);
}

export async function endPause(tx: Tx, held: HeldTicket, kind: PauseKind): Promise<void> {
  const open = held.pauses.find((pause) => pause.kind === kind && pause.endedAt === null);
  if (!open) return;
  const ended = await tx.slaPause.update({ where: { id: open.id }, data: { endedAt: held.at } });
  held.pauses.splice(held.pauses.indexOf(open), 1, ended);
  await recompute(tx, held);
}

/** Running metrics after a pause began or ended: same count, new due; a new due arms its warning again (S10, S17). */
async function recompute(tx: Tx, held: HeldTicket): Promise<void> {
  for (const clock of [...held.clocks]) {
    const rules = rulesOf(held, clock.metric);
    if (!rules || !isRunning(clock) || clock.breachedAt !== null) continue;
    const { dueAt, warnAt } = plan(clock.countFrom.toISOString(), clock.countSeconds, rules.calendar, rules.pauses);
    if (dueAt === (clock.dueAt?.toISOString() ?? null)) continue;
    await change(tx, held, clock, { dueAt: moment(dueAt), warnAt: moment(warnAt), warnedAt: null });
  }
}

/** A resolved ticket is open again: the solved time was a pause, so resolution runs on with what was left of it (S11). */
export async function reopenClocks(tx: Tx, held: HeldTicket): Promise<void> {
  const stopped = held.clocks.filter(
    (clock) => clock.voidedAt !== null || (clock.metric === "resolution" && clock.endedAt !== null),
  );
  await endPause(tx, held, "resolved");
  for (const clock of stopped) {
    if (clock.breachedAt !== null) {
      await change(tx, held, clock, { endedAt: null, voidedAt: null });
      continue;
    }
    const rules = rulesOf(held, clock.metric);
    if (!rules) continue;
    const counted = plan(clock.countFrom.toISOString(), clock.countSeconds, rules.calendar, rules.pauses);
    const late = counted.dueAt !== null && Date.parse(counted.dueAt) < held.at.getTime();
    const next = late
      ? plan(held.at.toISOString(), Math.ceil(clock.targetSeconds / 4), rules.calendar, rules.pauses)
      : counted;
    await change(tx, held, clock, {
      ...planned(next),
      endedAt: null,
      voidedAt: null,
      rebasedAt: late ? held.at : clock.rebasedAt,
    });
  }
}

/** Priority, tier or policy changed: running metrics are counted again, breached and ended ones never (S7, S9). */
export async function rejudgeClocks(tx: Tx, held: HeldTicket, byPerson: boolean): Promise<number> {
  let changed = 0;
  for (const clock of [...held.clocks]) {
    const rules = rulesOf(held, clock.metric);
    if (!rules || !isRunning(clock) || clock.breachedAt !== null) continue;
    if (rules.targetSeconds === null) {
      await change(tx, held, clock, { voidedAt: held.at });
      changed += 1;
      continue;
    }
    const { targetSeconds } = rules;
    const next = replan({
      ...rules,
      targetSeconds,
      startedAt: clock.startedAt.toISOString(),
      changedAt: held.at.toISOString(),
    });
    const dueAt = moment(next.dueAt);
    const later = dueAt !== null && clock.dueAt !== null ? dueAt > clock.dueAt : targetSeconds > clock.targetSeconds;
    await change(tx, held, clock, {
      ...planned(next),
      targetSeconds,
      rebasedAt: next.rebased ? held.at : null,
      relaxed: clock.relaxed + (byPerson && later ? 1 : 0),
    });
    changed += 1;
  }
  return changed;
}

function planned(next: { countFrom: string; countSeconds: number; dueAt: string | null; warnAt: string | null }) {
  return {
    countFrom: new Date(next.countFrom),
    countSeconds: next.countSeconds,
    dueAt: moment(next.dueAt),
    warnAt: moment(next.warnAt),
    warnedAt: null,
  };
}
