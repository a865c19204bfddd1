import { z } from "zod";
import { AlertLevel } from "../alerts/schema";

export const DetectionRule = z.enum([
  "failed-sign-ins",
  "sign-in-after-failures",
  "privileged-grant-off-hours",
  "mass-export",
  "foreign-access",
  "integrity-failure",
]);
export type DetectionRule = z.infer<typeof DetectionRule>;

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time like 08:00.");

/** What an officer can change of a rule. A rule reads only what it is about; the rest stands still. */
const settings = z.object({
  enabled: z.boolean(),
  level: AlertLevel,
  /** How many events make an alert. */
  threshold: z.number().int().min(1).max(100_000),
  /** Within how many minutes they count. */
  minutes: z.number().int().min(1).max(1_440),
  /** Working hours on Monday to Friday, in the organisation's zone. */
  opens: clock,
  closes: clock,
  /** What it finds also opens a violation, which the policies domain keeps. */
  violation: z.boolean(),
});
export type DetectionSettings = z.infer<typeof settings>;

/** Which settings each rule reads; the form shows only these. */
export const settingsOf: Record<DetectionRule, readonly ("threshold" | "minutes" | "opens" | "closes")[]> = {
  "failed-sign-ins": ["threshold", "minutes"],
  "sign-in-after-failures": ["threshold", "minutes"],
  "privileged-grant-off-hours": ["opens", "closes"],
  "mass-export": ["threshold", "minutes"],
  "foreign-access": ["threshold", "minutes"],
  "integrity-failure": [],
};

const usual = { enabled: true, threshold: 1, minutes: 60, opens: "07:00", closes: "19:00", violation: false } as const;

/** As the rules come (audit.md section 4). */
export const detectionDefaults: Record<DetectionRule, DetectionSettings> = {
  "failed-sign-ins": { ...usual, level: "warning", threshold: 5, minutes: 15 },
  "sign-in-after-failures": { ...usual, level: "critical", threshold: 5, minutes: 15 },
  "privileged-grant-off-hours": { ...usual, level: "critical" },
  "mass-export": { ...usual, level: "critical", threshold: 20, minutes: 60 },
  "foreign-access": { ...usual, level: "warning" },
  "integrity-failure": { ...usual, level: "emergency" },
};

export const detectionLabels: Record<DetectionRule, { name: string; sentence: string }> = {
  "failed-sign-ins": {
    name: "Failed sign-ins",
    sentence: "One person or one address fails to sign in again and again.",
  },
  "sign-in-after-failures": {
    name: "Sign-in after failures",
    sentence: "Somebody signs in right after such a burst: a password may have been guessed.",
  },
  "privileged-grant-off-hours": {
    name: "Privileges granted outside working hours",
    sentence: "A privileged role or an API key is given in the night or at a weekend.",
  },
  "mass-export": { name: "Mass export", sentence: "One actor exports or downloads a lot within a short time." },
  "foreign-access": {
    name: "Access to others' protected data",
    sentence: "Somebody is refused when reading what belongs to others.",
  },
  "integrity-failure": {
    name: "Integrity failure",
    sentence: "Evidence or the audit log is not what was stored.",
  },
};

const fields = {
  rule: DetectionRule,
  threshold: z.coerce.number().pipe(settings.shape.threshold).optional(),
  minutes: z.coerce.number().pipe(settings.shape.minutes).optional(),
  opens: clock.optional(),
  closes: clock.optional(),
};
const ticked = z.preprocess((value) => value === true || value === "true" || value === "on", z.boolean());
const ordered = ({ opens, closes }: { opens?: string; closes?: string }) => !opens || !closes || opens < closes;
const order = { path: ["closes"], message: "Working hours end after they begin." };

export const changeRuleInput = z
  .object({
    ...fields,
    level: AlertLevel,
    enabled: ticked,
    /** Left out by whoever does not know of it: then it stays. */
    violation: ticked.optional(),
  })
  .refine(ordered, order);
export const tryRuleInput = z.object(fields).refine(ordered, order);
