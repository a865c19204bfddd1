import { describe, expect, it } from "vitest";
import { RequestStatus } from "../schema";
import { dueReminders, isRefusalGround, levelOfSession, needsSecondPerson, statusAfterReceipt, stepsOf } from "./rules";
import { RefusalCode } from "./schema";

describe("receipt", () => {
  it.each([
    ["access", false, "identity_pending"],
    ["access", true, "in_review"],
    ["consent_withdrawal", false, "in_review"],
    ["opt_out", false, "in_review"],
    ["objection", false, "identity_pending"],
  ] as const)("%s, signed in %s: %s (C4)", (kind, signedIn, status) => {
    expect(statusAfterReceipt(kind, signedIn)).toBe(status);
  });

  it("a sign-in counts as a match for five minutes", () => {
    const now = new Date("2026-05-05T10:05:00Z");
    expect(levelOfSession(new Date("2026-05-05T10:00:00Z"), now)).toBe("L2");
    expect(levelOfSession(new Date("2026-05-05T09:59:59.999Z"), now)).toBe("L1");
  });
});

describe("decisions", () => {
  it("take two people when they refuse or erase (C9)", () => {
    expect(needsSecondPerson("access", "approve")).toBe(false);
    expect(needsSecondPerson("access", "refuse")).toBe(true);
    expect(needsSecondPerson("erasure", "approve")).toBe(true);
    expect(needsSecondPerson("delete", "approve")).toBe(true);
  });

  it("have the grounds of the law only (C7)", () => {
    const of = (kind: "access" | "erasure" | "rectification") =>
      RefusalCode.options.filter((code) => isRefusalGround(kind, code));
    expect(of("rectification")).toEqual([
      "identity_not_proven",
      "manifestly_unfounded",
      "manifestly_excessive",
      "confidentiality",
    ]);
    expect(of("access")).toContain("third_party_rights");
    expect(of("access")).not.toContain("legal_claims");
    expect(of("erasure")).toContain("legal_claims");
  });
});

describe("reminders", () => {
  const facts = (left: number, age = 0, overdue = false) => ({ left, age, overdue });
  it.each([
    [facts(11), [], []],
    [facts(10), [], ["left-10"]],
    [facts(9), ["left-10"], []],
    [facts(4), [], ["left-5"]],
    [facts(4), ["left-10", "left-5"], []],
    [facts(2), ["left-10", "left-5"], ["left-2"]],
    [facts(6), ["left-5"], []],
    [facts(20, 25), [], ["day-25"]],
    [facts(20, 26), ["day-25"], []],
    [facts(-1, 32, true), ["left-2"], ["overdue"]],
    [facts(-9, 40, true), ["overdue"], []],
  ])("%o, given %j: %j", (state, given, due) => expect(dueReminders(state, given)).toEqual(due));
});

describe("steps", () => {
  const at = (day: number) => new Date(Date.UTC(2026, 4, day));
  const none = { verifiedAt: null, approvedAt: null, readyAt: null, closedAt: null };

  it("exist for every status, with at most one being current", () => {
    for (const status of RequestStatus.options) {
      const steps = stepsOf({ ...none, status, receivedAt: at(1), closedAt: at(9) });
      expect(steps[0]).toMatchObject({ title: "Received", state: "done" });
      expect(steps.filter(({ state }) => state === "current").length).toBeLessThanOrEqual(1);
    }
  });

  it("say what is waited for, and when what happened", () => {
    expect(stepsOf({ ...none, status: "identity_pending", receivedAt: at(1) })[1]).toMatchObject({ state: "current" });
    const worked = stepsOf({ ...none, status: "executing", receivedAt: at(1), verifiedAt: at(2), approvedAt: at(3) });
    expect(worked.map(({ state }) => state)).toEqual(["done", "done", "current", "ahead"]);
    const ready = stepsOf({ ...none, status: "fulfilled", receivedAt: at(1), verifiedAt: at(2), readyAt: at(4) });
    expect(ready.at(-1)).toEqual({ title: "Ready", at: at(4), state: "done" });
    expect(stepsOf({ ...none, status: "withdrawn", receivedAt: at(1), closedAt: at(5) }).at(-1)?.title).toBe(
      "Withdrawn",
    );
  });
});
