import "server-only";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { cached, dropCached } from "@/lib/platform/cache/cached";
import { formatInstant } from "@/lib/platform/calendar";
import { AppError, notFound } from "@/lib/platform/errors";
import { figureRowsPage } from "@/lib/platform/figure-rows";
import type { QueryContext } from "@/lib/platform/operation/context";
import { query } from "@/lib/platform/operation/query";
import { attainmentByBucket } from "@/lib/support/queries/attainment-by-bucket";
import { countOf, type Scope, type Span } from "./figure";
import { domains, type FigureKey, figureList, groupOf, isFigureKey, rowsOf } from "./figure-list";
import { gatherGroups } from "./gather-groups";
import { type MonthCounts, monthSentences } from "./messages";
import { dashboardInput, FigureGroup, figureInput, type Timeframe } from "./schema";
import { periodOf, type TimeframePeriod } from "./timeframe";

const cacheSeconds = 300;

/** The executive page: every figure with what it is made of, in one transaction, kept for five minutes (section 3, D9). */
export const readDashboard = query({
  name: "dashboard.read",
  summary: "Read the figures of all domains",
  permission: "dashboard:read",
  input: dashboardInput,
  async run(context, { timeframe, fresh }) {
    const { actor } = context;
    const permitted = FigureGroup.options.filter((name) => mayDo(actor, domains[name].permission));
    const key = `${actor.organizationId}:dashboard:${timeframe}:${permitted.join("+")}`;
    if (fresh) await dropCached(key);
    const { value } = await cached(key, cacheSeconds, () => compute(context, timeframe));
    return value;
  },
});
export type Dashboard = Awaited<ReturnType<typeof readDashboard>>;

/** Only what survives JSON: the cache may be outside. */
async function compute(context: QueryContext, timeframe: Timeframe) {
  const { actor, now } = context;
  const timeZone = await zoneOfOrganization(context);
  const period = periodOf(timeframe, now.toISOString(), timeZone);
  const scope = scopeOf(timeframe, period, now);
  const seesSupport = mayDo(actor, domains.support.permission);
  return {
    organizationId: actor.organizationId,
    timeframe,
    period: { from: period.from, to: period.to },
    asOf: now.toISOString(),
    timeZone,
    groups: await gatherGroups({ context, scope }),
    attainment: seesSupport ? await attainment(context, period) : null,
    month: await month(context, timeZone),
  };
}

async function attainment(context: QueryContext, { buckets, to }: TimeframePeriod) {
  const edges = [...buckets.map(({ from }) => new Date(from)), new Date(to)];
  return attainmentByBucket.within(context, { edges });
}

const monthKeys = [
  "policy_versions_published",
  "acknowledgements_given",
  "requests_received",
  "requests_answered",
  "tickets_opened",
  "tickets_resolved",
  "sla_breached",
  "audit_denied",
] as const satisfies readonly (keyof MonthCounts)[];

/** Sentences about the calendar month, whatever the timeframe; each opens the rows it speaks of. */
async function month(context: QueryContext, timeZone: string) {
  const months = periodOf("monthly", context.now.toISOString(), timeZone);
  const [before, current] = months.buckets.slice(-2);
  if (!before || !current) return [];
  const elapsed = context.now.getTime() - Date.parse(current.from);
  const span = { from: new Date(current.from), to: new Date(current.to) };
  const then = {
    from: new Date(before.from),
    to: new Date(Math.min(Date.parse(before.from) + elapsed, Date.parse(before.to))),
  };
  const scope: Scope = { timeframe: "monthly", period: span, previous: then };
  const counts: Partial<MonthCounts> = {};
  for (const key of monthKeys) {
    counts[key] = mayDo(context.actor, domains[groupOf(key)].permission)
      ? { now: await countOf({ context, scope }, key), before: await countOf({ context, scope }, key, then) }
      : null;
  }
  return monthSentences(counts as MonthCounts).map(({ key, text }) => ({
    key,
    text,
    href: `/dashboard/figures/${key}?${new URLSearchParams({ timeframe: "monthly", bucket: current.from })}`,
  }));
}

/** The rows that a figure counted, for whoever may see the reports of its domain; the count is counted now, with the rows. */
export const readFigure = query({
  name: "dashboard.figure",
  summary: "List what a figure counts",
  permission: "dashboard:read",
  input: figureInput,
  async run(context, { key, timeframe, bucket, page }) {
    if (!isFigureKey(key)) throw notFound("This figure");
    const timeZone = await zoneOfOrganization(context);
    const period = periodOf(timeframe, context.now.toISOString(), timeZone);
    const chosen = bucket ? bucketAt(period, bucket) : period;
    const entry = figureList[key as FigureKey];
    const span: Span = { from: new Date(chosen.from), to: new Date(chosen.to) };
    const found = await rowsOf(context, key, { ...span, page });
    return {
      ...found,
      key,
      group: groupOf(key),
      label: entry.label,
      about: entry.about,
      shareOf: entry.shareOf ?? null,
      period: entry.periodic ? { from: chosen.from, to: chosen.to } : null,
      timeframe,
      page,
      pages: Math.max(1, Math.ceil(found.total / figureRowsPage)),
      asOf: context.now.toISOString(),
      timeZone,
    };
  },
});
export type FigureList = Awaited<ReturnType<typeof readFigure>>;

function bucketAt({ buckets }: TimeframePeriod, from: string) {
  const wanted = formatInstant(Date.parse(from));
  const found = buckets.find((bucket) => bucket.from === wanted);
  if (!found) throw new AppError("not_found", "This part of the timeframe is no longer in it.");
  return found;
}

/** Compares with as much of the period before as has passed of this one: half a month is not held against a whole one. */
function scopeOf(timeframe: Timeframe, period: TimeframePeriod, now: Date): Scope {
  const [from, to] = [new Date(period.from), new Date(period.to)];
  const before = Date.parse(period.previous.from);
  const until = Math.min(before + now.getTime() - from.getTime(), Date.parse(period.previous.to));
  return { timeframe, period: { from, to }, previous: { from: new Date(before), to: new Date(until) } };
}

async function zoneOfOrganization({ tx, actor }: QueryContext): Promise<string> {
  const { timeZone } = await tx.organization.findUniqueOrThrow({
    where: { id: actor.organizationId },
    select: { timeZone: true },
  });
  return timeZone;
}
