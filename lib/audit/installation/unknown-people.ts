import "server-only";
import { systemActor } from "@/lib/platform/auth/actor-types";
import { now as clockNow } from "@/lib/platform/clock";
import { organizationIds, readInstallation } from "@/lib/platform/db/door";
import { inTenant } from "@/lib/platform/db/tenant";
import { ruleBook } from "../detection/rule-book";
import { consider, type Memory, nameOf, type RuleBook, type TrailEvent } from "../detection/rules";
import { DetectionRule } from "../detection/schema";
import { installationTrail } from "../detection/trail";
import { alertOfInstallation } from "./alert";

const rule = "failed-sign-ins";
/** The longest time a rule can be set to, and how many attempts are looked at. */
const lookBack = 24 * 60 * 60_000;
const most = 50_000;

/**
 * Failed sign-ins of people nobody knows stand in the installation's log, where each organisation's own rule about failed sign-ins
 * finds bursts from one address (section 4, A22). Safe to repeat: what was told of already is not told again. Returns new alerts.
 */
export async function tellOfUnknownPeople(requestId: string): Promise<number> {
  const events = await readInstallation((tx) => installationTrail(tx, new Date(clockNow().getTime() - lookBack), most));
  if (events.length === 0) return 0;
  let raised = 0;
  for (const organizationId of await organizationIds()) {
    const fresh = await inTenant(organizationId, "read", async (tx) => {
      const known = await tx.alert.findMany({
        where: { rule: "unknown-sign-ins", lastSeenAt: { gte: new Date((events[0] as TrailEvent).recordedAt) } },
        select: { objectId: true, lastSeenAt: true, resolvedAt: true },
        orderBy: { resolvedAt: "asc" },
      });
      // What was recorded before somebody resolved an alert is done with, as with every rule.
      const settled = new Map<string, number>();
      for (const { objectId: id, resolvedAt } of known) {
        if (resolvedAt !== null) settled.set(nameOf(rule, { type: "address", id }), resolvedAt.getTime());
      }
      const bursts = burstsIn(await ruleBook(tx, organizationId), events, settled);
      const told = (address: string, at: number) =>
        known.some(({ objectId, lastSeenAt }) => objectId === address && lastSeenAt.getTime() >= at);
      return [...bursts].filter(([address, at]) => !told(address, at));
    });
    const actor = systemActor(organizationId, "audit-detect", requestId);
    for (const [address, at] of fresh) {
      const answer = await alertOfInstallation(actor, { kind: "unknown_people", address, newestAt: new Date(at) });
      if (answer.raised) raised += 1;
    }
  }
  return raised;
}

/** Addresses with a burst by an organisation's own thresholds, and when the newest attempt of it was. */
function burstsIn(
  { settings, zone }: RuleBook,
  events: readonly TrailEvent[],
  settled: ReadonlyMap<string, number>,
): Map<string, number> {
  const off = Object.fromEntries(DetectionRule.options.map((each) => [each, { ...settings[each], enabled: false }]));
  const book = { zone, settings: { ...(off as RuleBook["settings"]), [rule]: settings[rule] } };
  const memory: Memory = new Map();
  const bursts = new Map<string, number>();
  for (const event of events) {
    for (const { object } of consider(book, memory, settled, event)) bursts.set(object.id, event.recordedAt);
  }
  return bursts;
}
