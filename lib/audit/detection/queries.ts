import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";
import { ruleBook } from "./rule-book";
import { consider, type Memory, nameOf } from "./rules";
import { DetectionRule, detectionDefaults, tryRuleInput } from "./schema";
import { trailSince } from "./trail";

const day = 24 * 60 * 60 * 1000;
const triedDays = 30;
const mostTried = 50_000;

/** The rules as they stand, with what each has raised and how far they have read. */
export const readDetectionRules = query({
  name: "detection.rules",
  summary: "Detection rules with their thresholds",
  permission: "detection:read",
  input: z.object({}),
  async run({ tx, actor }) {
    const { settings } = await ruleBook(tx, actor.organizationId);
    const raised = await tx.alert.groupBy({ by: ["rule"], _count: true, _max: { raisedAt: true } });
    const countOf = new Map(raised.map((row) => [row.rule, { count: row._count, last: row._max.raisedAt }]));
    return DetectionRule.options.map((rule) => ({
      rule,
      settings: settings[rule],
      changed: JSON.stringify(settings[rule]) !== JSON.stringify(detectionDefaults[rule]),
      raised: countOf.get(rule)?.count ?? 0,
      lastRaisedAt: countOf.get(rule)?.last ?? null,
    }));
  },
});

/** What a rule would have raised within the last 30 days with these thresholds, saving nothing. */
export const tryDetectionRule = query({
  name: "detection.try",
  summary: "Try a detection rule on the last 30 days",
  permission: "detection:manage",
  input: tryRuleInput,
  async run({ tx, actor, now }, { rule, ...change }) {
    const book = await ruleBook(tx, actor.organizationId);
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const off = { ...book.settings[rule], enabled: false };
    const settings = Object.fromEntries(DetectionRule.options.map((each) => [each, off])) as typeof book.settings;
    settings[rule] = { ...book.settings[rule], ...given, enabled: true };
    const events = await trailSince(tx, actor.organizationId, new Date(now.getTime() - triedDays * day), mostTried);
    const memory: Memory = new Map();
    const objects = new Set<string>();
    let matches = 0;
    for (const event of events) {
      for (const { object } of consider({ ...book, settings }, memory, new Map(), event)) {
        objects.add(nameOf(rule, object));
        matches += 1;
      }
    }
    return { alerts: objects.size, matches, events: events.length, days: triedDays, cut: events.length === mostTried };
  },
});
