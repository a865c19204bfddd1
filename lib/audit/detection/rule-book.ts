import "server-only";
import { zoneOf } from "@/lib/platform/calendar";
import type { Tx } from "@/lib/platform/db/client";
import { timeZoneOf } from "../explorer/queries";
import type { RuleBook } from "./rules";
import { DetectionRule, type DetectionSettings, detectionDefaults } from "./schema";

/** The rules as this organisation set them, or as they come. */
export async function ruleBook(tx: Tx, organizationId: string): Promise<RuleBook> {
  const changed = new Map((await tx.detectionSetting.findMany()).map((row) => [row.rule, row]));
  const settings = Object.fromEntries(
    DetectionRule.options.map((rule): [DetectionRule, DetectionSettings] => {
      const row = changed.get(rule);
      if (!row) return [rule, detectionDefaults[rule]];
      const { enabled, level, threshold, minutes, opens, closes, violation } = row;
      return [rule, { enabled, level, threshold, minutes, opens, closes, violation }];
    }),
  ) as RuleBook["settings"];
  return { settings, zone: zoneOf(await timeZoneOf(tx, organizationId)) };
}
