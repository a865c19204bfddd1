import { describe, expect, it } from "vitest";
import {
  canTransition,
  daysLeft,
  isFinal,
  isOverdue,
  isVerified,
  requiredLevel,
  type VerificationFacts,
} from "./rules";
import * as schema from "./schema";
import { RequestKind, RequestStatus, VerificationLevel } from "./schema";

describe("request states", () => {
  const published = [
    "received → identity_pending", "identity_pending → in_review", "in_review → approved", "approved → executing",
    "executing → awaiting_delivery", "awaiting_delivery → fulfilled", "awaiting_delivery → partially_fulfilled",
    "identity_pending → closed_unverified", "identity_pending → refused", "in_review → clarification_pending",
    "clarification_pending → in_review", "in_review → refused", "received → in_review", "approved → refused",
    "executing → on_hold", "executing → failed", "on_hold → executing", "failed → executing", "received → duplicate",
  ]; // biome-ignore format: one list
  const final = ["fulfilled", "partially_fulfilled", "refused", "withdrawn", "closed_unverified", "duplicate"];

  it("allow the published steps, withdrawing before the end, and nothing else", () => {
    const allowed = RequestStatus.options.flatMap((from) =>
      RequestStatus.options.filter((to) => canTransition(from, to)).map((to) => `${from} → ${to}`),
    );
    const withdrawals = RequestStatus.options.filter((s) => !final.includes(s)).map((s) => `${s} → withdrawn`);
    expect(allowed.toSorted()).toEqual([...published, ...withdrawals].toSorted());
  });

  it("end where nothing follows (C15)", () => {
    expect(RequestStatus.options.filter(isFinal).toSorted()).toEqual(final.toSorted());
  });

  it("can all be reached from received", () => {
    const reached = new Set<RequestStatus>(["received"]);
    for (const from of reached) for (const to of RequestStatus.options) if (canTransition(from, to)) reached.add(to);
    expect(reached.size).toBe(RequestStatus.options.length);
  });
});

describe("C4: verification", () => {
  const facts: VerificationFacts = { specialCategories: false, filedContactConfirmed: true, doubt: false };

  it.each([
    ["consent_withdrawal", {}, "L0"],
    ["consent_withdrawal", { specialCategories: true, doubt: true }, "L0"],
    ["objection", { directMarketing: true }, "L0"],
    ["objection", {}, "L1"],
    ["opt_out", { specialCategories: true }, "L0"],
    ["limit", { filedContactConfirmed: false }, "L0"],
    ["rectification", { filedContactConfirmed: false }, "L1"],
    ["rectification", { specialCategories: true }, "L2"],
    ["access", {}, "L1"],
    ["access", { doubt: true }, "L2"],
    ["access", { filedContactConfirmed: false }, "L2"],
    ["access", { specialCategories: true }, "L2"],
    ["erasure", { specialCategories: true, doubt: true }, "L3"],
    ["portability", { filedContactConfirmed: false }, "L2"],
    ["delete", { filedContactConfirmed: false }, "L2"],
    ["access", { nothingHeld: true, filedContactConfirmed: false, doubt: true }, "L1"],
  ] as const)("%s %o needs %s", (kind, change, level) => {
    expect(requiredLevel(kind, { ...facts, ...change })).toBe(level);
  });

  it("never asks for less when there is doubt or special data", () => {
    for (const kind of RequestKind.options) {
      const plain = requiredLevel(kind, facts);
      for (const change of [{ doubt: true }, { specialCategories: true }, { filedContactConfirmed: false }]) {
        expect(isVerified(requiredLevel(kind, { ...facts, ...change }), plain)).toBe(true);
      }
    }
  });

  it("orders the levels", () => {
    const pairs = VerificationLevel.options.flatMap((a) => VerificationLevel.options.map((b) => isVerified(a, b)));
    expect(pairs.filter(Boolean)).toHaveLength(10);
    expect(isVerified("L1", "L2")).toBe(false);
  });
});

describe("days left", () => {
  it.each([
    ["2026-05-05T21:59:59Z", 1],
    ["2026-05-05T22:00:00Z", 0],
    ["2026-05-06T21:59:59Z", 0],
    ["2026-05-06T22:00:00Z", -1],
    ["2026-03-28T12:00:00Z", 39],
  ])("at %s: %i", (now, left) => expect(daysLeft("2026-05-06", now, "Europe/Berlin")).toBe(left));

  it("overdue begins with the instant itself, and never while a question is open", () => {
    expect(isOverdue("2026-05-06T22:00:00.000Z", "2026-05-06T21:59:59.999Z")).toBe(false);
    expect(isOverdue("2026-05-06T22:00:00.000Z", "2026-05-07T00:00:00+02:00")).toBe(true);
    expect(isOverdue(null, "2036-05-06T22:00:00Z")).toBe(false);
  });
});

it("every enumeration has a label for each member", () => {
  const pairs: [{ options: readonly string[] }, Record<string, string>][] = [
    [schema.Regulation, schema.regulationLabels],
    [schema.RequestKind, schema.requestKindLabels],
    [schema.RequestStatus, schema.requestStatusLabels],
    [schema.RequestChannel, schema.requestChannelLabels],
    [schema.VerificationLevel, schema.verificationLevelLabels],
    [schema.ConsentType, schema.consentTypeLabels],
    [schema.ConsentState, schema.consentStateLabels],
    [schema.LawfulBasis, schema.lawfulBasisLabels],
    [schema.DataCategory, schema.dataCategoryLabels],
    [schema.DataOrigin, schema.dataOriginLabels],
    [schema.RetentionAction, schema.retentionActionLabels],
    [schema.AssessmentStatus, schema.assessmentStatusLabels],
    [schema.BreachStatus, schema.breachStatusLabels],
  ];
  for (const [members, labels] of pairs) expect(Object.keys(labels)).toEqual(members.options);
});
