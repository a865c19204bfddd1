/** Parts a limit is keyed by; each has one canonical spelling (key.ts). */
type Part = "address" | "email" | "id";

/**
 * A limit: so many within a window, which begins with the first. `failures` counts what failed: each attempt takes its place before
 * it begins and gives it back when it succeeds. `all` counts whatever is asked.
 */
export type Limit = {
  amount: number;
  seconds: number;
  by: readonly Part[];
  counts: "failures" | "all";
  /** Nothing of it may be stored (P18): counted in this process only. */
  passing?: true;
};

/** Every limit of the portal. */
export const limits = {
  "sign-in:person": { amount: 10, seconds: 900, by: ["email"], counts: "failures" },
  "sign-in:address": { amount: 50, seconds: 900, by: ["address"], counts: "failures" },
  "request:submit": { amount: 10, seconds: 3600, by: ["address"], counts: "all" },
  "request:address": { amount: 10, seconds: 86_400, by: ["id", "email"], counts: "all" },
  "request:verify": { amount: 20, seconds: 900, by: ["address"], counts: "failures" },
  "request:code": { amount: 5, seconds: 900, by: ["id"], counts: "all" },
  "link:open": { amount: 60, seconds: 900, by: ["address"], counts: "failures" },
  "report:submit": { amount: 10, seconds: 3600, by: ["address"], counts: "all", passing: true },
  "report:follow": { amount: 30, seconds: 900, by: ["address"], counts: "failures", passing: true },
  "report:read": { amount: 300, seconds: 60, by: ["address"], counts: "all", passing: true },
  "page:read": { amount: 300, seconds: 60, by: ["address"], counts: "all" },
  "api:actor": { amount: 600, seconds: 60, by: ["id", "id"], counts: "all" },
  "api:refused": { amount: 60, seconds: 60, by: ["address"], counts: "failures" },
  "api:public": { amount: 300, seconds: 60, by: ["address"], counts: "all" },
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limits;

/** What whoever asked is told: of `amount` within `seconds`, so many remain until the window ends. */
export type Standing = { name: LimitName; amount: number; seconds: number; remaining: number; resetSeconds: number };
