import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zoneOf } from "../../platform/calendar";
import { consider, isWorkingTime, type Memory, type RuleBook, type TrailEvent } from "./rules";
import { DetectionRule, detectionDefaults } from "./schema";

const zone = zoneOf("Europe/Berlin");
const book: RuleBook = { settings: detectionDefaults, zone };
const minute = 60_000;
const start = Date.parse("2026-06-09T09:00:00Z");
let number = 0;

const event = (more: Partial<TrailEvent> = {}): TrailEvent => ({
  id: `e${++number}`,
  action: "policy.read",
  type: "data_access",
  crud: "read",
  outcome: "success",
  actorKind: "user",
  actorId: "nora",
  resourceType: "policy",
  resourceId: "p1",
  address: null,
  granted: [],
  occurredAt: start,
  recordedAt: more.occurredAt ?? start,
  ...more,
});
const failure = (at: number, person = "emil", address: string | null = "address:x") =>
  event({
    action: "session.start",
    type: "security_event",
    outcome: "failure",
    actorKind: "visitor",
    actorId: null,
    resourceType: "person",
    resourceId: person,
    address,
    occurredAt: at,
  });
const success = (at: number, person = "emil") =>
  event({ action: "session.start", actorId: person, resourceType: "session", occurredAt: at });

function run(events: readonly TrailEvent[], settled = new Map<string, number>(), rules = book) {
  const memory: Memory = new Map();
  return events.flatMap((each) => consider(rules, memory, settled, each));
}
const names = (events: readonly TrailEvent[], settled?: Map<string, number>) =>
  run(events, settled).map(({ rule, object }) => `${rule} ${object.type}:${object.id}`);
const failures = (count: number, apart = minute) => Array.from({ length: count }, (_, i) => failure(start + i * apart));

describe("failed sign-ins", () => {
  test("five within fifteen minutes are found, of the person and of the address; four are not", () => {
    expect(names(failures(4))).toEqual([]);
    const found = ["failed-sign-ins person:emil", "failed-sign-ins address:address:x"];
    expect(names(failures(5))).toEqual(found);
    expect(names(failures(5, 4 * minute))).toEqual([]);
  });

  test("of five people from one address are that address's", () => {
    const spray = ["a", "b", "c", "d", "e"].map((person, i) => failure(start + i, person));
    expect(names(spray)).toEqual(["failed-sign-ins address:address:x"]);
  });

  test("an address that is unknown or erased counts against nobody", () => {
    expect(names(["a", "b", "c", "d", "e"].map((person, i) => failure(start + i, person, null)))).toEqual([]);
  });

  test("settled ones are done with: only what came afterwards counts", () => {
    const settled = new Map([["failed-sign-ins|person|emil", start + 4 * minute]]);
    const all = [...failures(5), ...Array.from({ length: 5 }, (_, i) => failure(start + (5 + i) * minute))];
    const person = names(all, settled).filter((name) => name.includes("person"));
    expect(person).toEqual(["failed-sign-ins person:emil"]);
  });
});

test("a sign-in after a burst is found, with the failures and itself; one after a pause is not", () => {
  const burst = failures(5);
  const after = success(start + 6 * minute);
  const found = run([...burst, after]).find(({ rule }) => rule === "sign-in-after-failures");
  expect(found).toMatchObject({ object: { type: "person", id: "emil" } });
  expect(found?.eventIds).toEqual([...burst, after].map(({ id }) => id));
  expect(names([...failures(5), success(start + 40 * minute)])).not.toContain("sign-in-after-failures person:emil");
  expect(names([...failures(5), success(start + 6 * minute, "mara")]).join()).not.toContain("after-failures");
});

describe("privileges outside working hours", () => {
  const grant = (at: string, granted = ["admin"]) =>
    event({
      action: "person.change-roles",
      type: "privileged_access",
      crud: "update",
      resourceType: "person",
      granted,
      occurredAt: Date.parse(at),
    });

  test.each([
    ["2026-06-09T12:00:00Z", true], // Tuesday noon
    ["2026-06-09T04:59:00Z", false], // 06:59 in Berlin, in summer
    ["2026-06-09T05:00:00Z", true],
    ["2026-06-09T17:00:00Z", false], // 19:00 exactly
    ["2026-01-13T05:30:00Z", false], // 06:30 in winter
    ["2026-06-13T10:00:00Z", false], // Saturday
    ["2026-06-14T10:00:00Z", false], // Sunday
  ])("%s is working time: %s", (at, working) => {
    expect(isWorkingTime(Date.parse(at), detectionDefaults["privileged-grant-off-hours"], zone)).toBe(working);
    expect(names([grant(at)]).length).toBe(working ? 0 : 1);
  });

  test("ordinary roles and removals are not found", () => {
    expect(names([grant("2026-06-13T10:00:00Z", ["employee"]), grant("2026-06-13T10:00:00Z", [])])).toEqual([]);
  });
});

test("twenty exports within an hour are found, once they are twenty; a data subject's own are not", () => {
  const downloads = (actorKind: string, action = "evidence.download") =>
    Array.from({ length: 20 }, (_, i) => event({ action, actorKind, occurredAt: start + i * minute }));
  expect(names(downloads("user"))).toEqual(["mass-export person:nora"]);
  expect(names(downloads("subject"))).toEqual([]);
  for (const action of ["audit.export", "audit.export-download", "archive.download", "policy.matrix-export"])
    expect(names(downloads("user", action))).toEqual(["mass-export person:nora"]);
  expect(names(downloads("user", "audit.export-list"))).toEqual([]);
});

test("a refused read of protected data and a foreign organisation are found; a refused change and the portal's own are not", () => {
  const denied = (more: Partial<TrailEvent>) => event({ outcome: "denied", ...more });
  expect(names([denied({ action: "evidence.view" })])).toEqual(["foreign-access person:nora"]);
  for (const action of ["violation.read", "incident.view", "archive.download", "policy.matrix-export"])
    expect(names([denied({ action })])).toEqual(["foreign-access person:nora"]);
  expect(names([denied({ action: "policy.library" }), denied({ action: "dashboard.read" })])).toEqual([]);
  expect(names([denied({ action: "policy.edit", crud: "update", resourceType: "organization" })])).toHaveLength(1);
  expect(names([denied({ action: "policy.edit", crud: "update", resourceType: "operation" })])).toEqual([]);
  expect(names([denied({ action: "evidence.view", actorKind: "system" })])).toEqual([]);
});

test("an integrity failure is found at once", () => {
  const alert = event({
    action: "evidence.integrity-alert",
    actorKind: "system",
    resourceType: "evidence",
    resourceId: "v",
  });
  expect(names([alert])).toEqual(["integrity-failure evidence:v"]);
});

describe("properties", () => {
  const anyEvent = fc.record({
    action: fc.constantFrom(
      "session.start",
      "evidence.download",
      "evidence.view",
      "evidence.integrity-alert",
      "policy.read",
    ),
    outcome: fc.constantFrom("success", "failure", "denied"),
    actorId: fc.constantFrom("a", "b", null),
    resourceType: fc.constantFrom("person", "evidence", "organization"),
    resourceId: fc.constantFrom("a", "b", null),
    address: fc.constantFrom("x", null),
    occurredAt: fc.integer({ min: start, max: start + 90 * minute }),
  });
  const anyTrail = fc.array(anyEvent, { maxLength: 80 }).map((list) => list.map((each) => event(each)));

  test("a finding holds at least its threshold of events, all known and all within its time", () => {
    fc.assert(
      fc.property(anyTrail, (trail) => {
        const byId = new Map(trail.map((each) => [each.id, each]));
        for (const { rule, eventIds } of run(trail)) {
          const times = eventIds.map((id) => byId.get(id)?.occurredAt ?? Number.NaN);
          expect(eventIds.length).toBeGreaterThanOrEqual(detectionDefaults[rule].threshold);
          expect(Math.max(...times) - Math.min(...times)).toBeLessThan(detectionDefaults[rule].minutes * minute);
        }
      }),
    );
  });

  test("reading in two parts finds what reading at once finds, wherever it is cut", () => {
    fc.assert(
      fc.property(anyTrail, fc.nat(80), (trail, cut) => {
        const memory: Memory = new Map();
        const parts = [trail.slice(0, cut), trail.slice(cut)].flatMap((part) =>
          part.flatMap((each) => consider(book, memory, new Map(), each)),
        );
        expect(parts).toEqual(run(trail));
      }),
    );
  });

  test("a rule switched off finds nothing, and a lower threshold never finds less", () => {
    fc.assert(
      fc.property(
        anyTrail,
        fc.constantFrom(...DetectionRule.options),
        fc.integer({ min: 1, max: 6 }),
        (trail, rule, low) => {
          const at = (threshold: number, enabled = true): RuleBook => ({
            zone,
            settings: { ...detectionDefaults, [rule]: { ...detectionDefaults[rule], threshold, enabled } },
          });
          const count = (rules: RuleBook) => run(trail, new Map(), rules).filter((found) => found.rule === rule).length;
          expect(count(at(1, false))).toBe(0);
          expect(count(at(low))).toBeGreaterThanOrEqual(count(at(low + 1)));
        },
      ),
    );
  });
});
