import { DAY, localDayOf, weekdayOf, type Zone } from "../../platform/calendar";
import { DetectionRule, type DetectionSettings } from "./schema";

/** An event of the trail as the rules see it: ids and facts, no names. Times in milliseconds. */
export type TrailEvent = {
  id: string;
  action: string;
  type: string;
  crud: string;
  outcome: string;
  actorKind: string;
  actorId: string | null;
  resourceType: string;
  resourceId: string | null;
  /** Stands for the address it came from; null when unknown or erased. */
  address: string | null;
  /** Roles or permissions it gave; empty when it gave none. */
  granted: readonly string[];
  occurredAt: number;
  recordedAt: number;
};

export type Suspect = { type: string; id: string };
export type Finding = { rule: DetectionRule; object: Suspect; eventIds: string[] };
export type RuleBook = { settings: Record<DetectionRule, DetectionSettings>; zone: Zone };

type Rule = {
  /** Whom this event counts against. */
  counts(event: TrailEvent, settings: DetectionSettings, zone: Zone): Suspect[];
  /** Whose count is looked at because of this event; left out: those it counts against. */
  looksAt?(event: TrailEvent): Suspect[];
};

const minute = 60_000;
const privileged = new Set([
  "admin",
  "auditor",
  "compliance_officer",
  "policy_approver",
  "privacy_officer",
  "support_manager",
]);
/** What is about others, or about how they are watched; own work, policies to read and figures are not. */
const protectedReads =
  /^(absence|access-review|alert|archive|audit|disposal|evidence|hold|incident|log|outbox|person|request|subject-key|ticket|violation)\.|^policy\.(export|matrix|receipt)/;
/** `evidence.download` as well as `audit.export-download`, by which whole trails leave. */
const exportOrDownload = /[.-](export|download)$/;

const suspects = (...found: (Suspect | null)[]) => found.filter((each) => each !== null);
const address = ({ address: id }: TrailEvent) => (id === null ? null : { type: "address", id });
const actor = ({ actorKind, actorId }: TrailEvent): Suspect | null =>
  actorId !== null && actorKind !== "system"
    ? { type: actorKind === "user" ? "person" : actorKind, id: actorId }
    : null;
const failedPerson = ({ resourceType, resourceId }: TrailEvent) =>
  resourceType === "person" && resourceId !== null ? { type: "person", id: resourceId } : null;

const failedSignIn = (event: TrailEvent) =>
  event.action === "session.start" && event.outcome === "failure" ? suspects(failedPerson(event), address(event)) : [];

/** Monday to Friday from `opens` until before `closes`, on the organisation's wall clock. */
export function isWorkingTime(at: number, { opens, closes }: DetectionSettings, zone: Zone): boolean {
  const day = localDayOf(zone, at);
  const weekday = weekdayOf(day);
  const time = (at + zone.offsetAt(at) - day * DAY) / minute;
  return weekday !== 0 && weekday !== 6 && time >= minutesOf(opens) && time < minutesOf(closes);
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

/** The rules themselves (audit.md section 4). Each event says whom it counts against; enough of them make a finding. */
const rules: Record<DetectionRule, Rule> = {
  "failed-sign-ins": { counts: failedSignIn },
  "sign-in-after-failures": {
    counts: failedSignIn,
    looksAt: (event) =>
      event.action === "session.start" && event.outcome === "success" ? suspects(actor(event), address(event)) : [],
  },
  "privileged-grant-off-hours": {
    counts: (event, settings, zone) => {
      const grants = event.action === "api-key.create" || event.granted.some((role) => privileged.has(role));
      if (!grants || event.outcome !== "success" || isWorkingTime(event.occurredAt, settings, zone)) return [];
      return suspects(event.resourceId === null ? null : { type: event.resourceType, id: event.resourceId });
    },
  },
  "mass-export": {
    counts: (event) =>
      exportOrDownload.test(event.action) && event.outcome === "success" && event.actorKind !== "subject"
        ? suspects(actor(event))
        : [],
  },
  "foreign-access": {
    counts: (event) =>
      event.outcome === "denied" &&
      (event.resourceType === "organization" || (event.crud === "read" && protectedReads.test(event.action)))
        ? suspects(actor(event))
        : [],
  },
  "integrity-failure": {
    counts: (event) =>
      // What another system claims is not our own finding.
      event.action.endsWith(".integrity-alert") && event.actorKind !== "claimed"
        ? [{ type: event.resourceType, id: event.resourceId ?? "log" }]
        : [],
  },
};

export const nameOf = (rule: string, { type, id }: Suspect) => `${rule}|${type}|${id}`;

/** What is remembered between events: per rule and suspect those that count. */
export type Memory = Map<string, TrailEvent[]>;

/**
 * One event against all rules: what it finds, and the memory with it in it. An event counts for `minutes` back from the
 * one at hand, by when it occurred, so that late arrivals count where they belong. What was recorded before somebody
 * resolved the last alert of that rule and suspect is done with.
 * @param settled when that was, by `nameOf`
 */
export function consider(
  { settings, zone }: RuleBook,
  memory: Memory,
  settled: ReadonlyMap<string, number>,
  event: TrailEvent,
): Finding[] {
  const findings: Finding[] = [];
  for (const rule of DetectionRule.options) {
    const set = settings[rule];
    if (!set.enabled) continue;
    const { counts, looksAt } = rules[rule];
    const counted = counts(event, set, zone);
    for (const suspect of counted) remember(memory, nameOf(rule, suspect), event);
    for (const object of looksAt ? looksAt(event) : counted) {
      const name = nameOf(rule, object);
      const since = settled.get(name) ?? Number.NEGATIVE_INFINITY;
      if (event.recordedAt <= since) continue;
      const within = (memory.get(name) ?? []).filter(
        ({ occurredAt, recordedAt }) =>
          recordedAt > since && occurredAt <= event.occurredAt && occurredAt > event.occurredAt - set.minutes * minute,
      );
      if (within.length < set.threshold) continue;
      const ids = within.map(({ id }) => id);
      findings.push({ rule, object, eventIds: looksAt ? [...ids, event.id] : ids });
    }
  }
  return findings;
}

const longestMemory = 100_000;

function remember(memory: Memory, name: string, event: TrailEvent): void {
  const known = memory.get(name);
  if (!known) memory.set(name, [event]);
  else if (known.push(event) > longestMemory) known.splice(0, longestMemory / 2);
}

/** The longest look back of the rules in force, in milliseconds. */
export function lookBack({ settings }: RuleBook): number {
  return Math.max(...Object.values(settings).map(({ minutes }) => minutes)) * minute;
}
