import { describe, expect, test } from "vitest";
import type { PolicyMatch } from "./schema";
import { firstMatch, targetSecondsOf } from "./sla-policy";
import { DEFAULT_TARGETS } from "./sla-rules";

const policy = (name: string, position: number, match: Partial<PolicyMatch> = {}, more = {}) => ({
  name,
  position,
  isDefault: false,
  active: true,
  match: { tiers: [], categories: [], companies: [], ...match },
  ...more,
});
const ticket = { tier: "enterprise", category: "bug_report", company: "Linden Clinics" } as const;

describe("the policy of a ticket (S8)", () => {
  const fallback = policy("default", 1, {}, { isDefault: true });

  test("is the first by position that fits, not the first in the list", () => {
    const policies = [policy("b", 2, { tiers: ["enterprise"] }), policy("a", 1, { tiers: ["enterprise"] }), fallback];
    expect(firstMatch(policies, ticket)?.name).toBe("a");
  });

  test("wants all its lists to say yes; empty lists mean any", () => {
    const both = policy("both", 1, { tiers: ["enterprise"], categories: ["data_request"] });
    expect(firstMatch([both, fallback], ticket)?.name).toBe("default");
    expect(firstMatch([policy("any", 5), fallback], ticket)?.name).toBe("any");
    const company = policy("company", 1, { companies: ["Linden Clinics"] });
    expect(firstMatch([company, fallback], ticket)?.name).toBe("company");
    expect(firstMatch([company, fallback], { ...ticket, company: null })?.name).toBe("default");
  });

  test("is the default only when nothing else fits, whatever its position", () => {
    expect(firstMatch([fallback, policy("last", 99)], ticket)?.name).toBe("last");
  });

  test("is none when nothing fits and there is no default; what is off fits nothing", () => {
    expect(firstMatch([policy("off", 1, {}, { active: false })], ticket)).toBeNull();
    expect(firstMatch([], ticket)).toBeNull();
  });
});

test("a target is minutes in the table and seconds in the clock; off is null (S6, S14)", () => {
  expect(targetSecondsOf(DEFAULT_TARGETS, "high", "standard", "first_response")).toBe(240 * 60);
  expect(targetSecondsOf(DEFAULT_TARGETS, "high", "community", "next_response")).toBeNull();
});
