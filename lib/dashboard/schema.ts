import { z } from "zod";

export const ControlType = z.enum(["preventive", "detective", "corrective"]);
export type ControlType = z.infer<typeof ControlType>;
export const controlTypeLabels: Record<ControlType, string> = {
  preventive: "Preventive",
  detective: "Detective",
  corrective: "Corrective",
};

export const Cadence = z.enum(["continuous", "daily", "weekly", "monthly", "quarterly", "annual", "per_event"]);
export type Cadence = z.infer<typeof Cadence>;
export const cadenceLabels: Record<Cadence, string> = {
  continuous: "Continuous",
  daily: "Daily",
  weekly: "Weekly",
  monthly: "Monthly",
  quarterly: "Quarterly",
  annual: "Annual",
  per_event: "Per event",
};

export const Effectiveness = z.enum([
  "effective",
  "partially_effective",
  "ineffective",
  "not_tested",
  "not_applicable",
]);
export type Effectiveness = z.infer<typeof Effectiveness>;
export const effectivenessLabels: Record<Effectiveness, string> = {
  effective: "Effective",
  partially_effective: "Partially effective",
  ineffective: "Ineffective",
  not_tested: "Not tested",
  not_applicable: "Not applicable",
};

export const Applicability = z.enum(["applicable", "not_applicable"]);
export type Applicability = z.infer<typeof Applicability>;
export const applicabilityLabels: Record<Applicability, string> = {
  applicable: "Applicable",
  not_applicable: "Not applicable",
};

export const TestMethod = z.enum(["automated", "inspection", "inquiry", "observation", "reperformance"]);
export type TestMethod = z.infer<typeof TestMethod>;
export const testMethodLabels: Record<TestMethod, string> = {
  automated: "Automated",
  inspection: "Inspection",
  inquiry: "Inquiry",
  observation: "Observation",
  reperformance: "Reperformance",
};

export const FindingSeverity = z.enum(["observation", "low", "medium", "high", "critical"]);
export type FindingSeverity = z.infer<typeof FindingSeverity>;
export const findingSeverityLabels: Record<FindingSeverity, string> = {
  observation: "Observation",
  low: "Low",
  medium: "Medium",
  high: "High",
  critical: "Critical",
};

export const AlertLevel = z.enum(["info", "warning", "critical", "emergency"]);
export type AlertLevel = z.infer<typeof AlertLevel>;
export const alertLevelLabels: Record<AlertLevel, string> = {
  info: "Information",
  warning: "Warning",
  critical: "Critical",
  emergency: "Emergency",
};

export const AlertStatus = z.enum(["open", "acknowledged", "snoozed", "resolved"]);
export type AlertStatus = z.infer<typeof AlertStatus>;
export const alertStatusLabels: Record<AlertStatus, string> = {
  open: "Open",
  acknowledged: "Acknowledged",
  snoozed: "Snoozed",
  resolved: "Resolved",
};

export const Timeframe = z.enum(["realtime", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly"]);
export type Timeframe = z.infer<typeof Timeframe>;
export const timeframeLabels: Record<Timeframe, string> = {
  realtime: "Last 15 minutes",
  hourly: "Last 24 hours",
  daily: "Last 30 days",
  weekly: "Last 12 weeks",
  monthly: "Last 12 months",
  quarterly: "Last 4 quarters",
  yearly: "Last 5 years",
};

export const FigureGroup = z.enum(["policies", "privacy", "support", "audit"]);
export type FigureGroup = z.infer<typeof FigureGroup>;
export const figureGroupLabels: Record<FigureGroup, string> = {
  policies: "Policies",
  privacy: "Privacy",
  support: "Support",
  audit: "Audit trail",
};

/** `percent`: 0 to 100, unrounded, beside its numerator and denominator (D9). `state`: a word. `count`: a whole number. */
export type FigureUnit = "count" | "percent" | "state";

export type Figure = {
  key: string;
  label: string;
  /** Null is "No data", which is neither 0 nor 100 (D6). */
  value: number | string | null;
  unit: FigureUnit;
  numerator: number | null;
  denominator: number | null;
  /** What is counted: "promises". */
  of: string | null;
  /** The same figure in the equal period before; null where there was nothing to compare with. */
  previous: number | null;
  /** Counting stopped at `value`. */
  more: boolean;
  /** The list of what was counted. */
  href: string | null;
  note: string | null;
};

/** Somebody without a domain's report permission is told so, and nothing else of it. */
export type Group = { figures: Figure[]; reason: null } | { figures: null; reason: string };

const timeframe = z.enum(Timeframe.options, `Choose a timeframe: ${Timeframe.options.join(", ")}.`).default("monthly");

export const dashboardInput = z.object({ timeframe, fresh: z.boolean().default(false) });

export const figureInput = z.object({
  key: z.string().max(60),
  timeframe,
  /** Beginning of one bucket of the timeframe: only what lies in it. */
  bucket: z.iso.datetime({ offset: true }).optional(),
  page: z.coerce.number().int().min(1).max(2_000).default(1),
});
