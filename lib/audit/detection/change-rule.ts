import "server-only";
import { AppError } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { ruleBook } from "./rule-book";
import { changeRuleInput, detectionLabels } from "./schema";

/** An officer sets a rule; whoever looks at the trail later sees what it was before. */
export const changeDetectionRule = command({
  name: "detection.change-rule",
  summary: "Change the thresholds of a detection rule, or switch it on or off",
  permission: "detection:manage",
  type: "configuration_change",
  riskLevel: "medium",
  controls: ["CC7.2", "CC7.3"],
  input: changeRuleInput,
  async run({ tx, actor, now }, { rule, ...change }) {
    if (actor.kind !== "user") throw new AppError("forbidden", "Only a person can change a rule.");
    const book = await ruleBook(tx, actor.organizationId);
    const before = book.settings[rule];
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    const after = { ...before, ...given };
    const key = { organizationId: actor.organizationId, rule };
    const by = { changedById: actor.personId, changedAt: now };
    await tx.detectionSetting.upsert({
      where: { organizationId_rule: key },
      create: { ...key, ...after, ...by },
      update: { ...after, ...by },
    });
    return {
      output: { rule, ...after },
      event: { resource: { type: "detection_rule", id: rule, label: detectionLabels[rule].name }, before, after },
    };
  },
});
