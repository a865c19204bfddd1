import type { FormInput } from "@/lib/platform/http/form-input";
import { SlaMetric, SupportTier, TicketPriority } from "@/lib/support/schema";

export const targetField = (priority: string, tier: string, metric: string) => `target.${priority}.${tier}.${metric}`;
export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

const text = (value: string | string[] | undefined) => (Array.isArray(value) ? value.join(",") : (value ?? "")).trim();

/** The table of targets, one field a cell; an empty field is a metric that is not measured. */
export function policyFields(form: FormInput) {
  const number = (name: string) => (text(form[name]) === "" ? null : Number(text(form[name])));
  const cell = (priority: string, tier: string) =>
    Object.fromEntries(SlaMetric.options.map((metric) => [metric, number(targetField(priority, tier, metric))]));
  const row = (priority: string) => Object.fromEntries(SupportTier.options.map((tier) => [tier, cell(priority, tier)]));
  return {
    policyId: form.policyId,
    name: form.name,
    position: form.position,
    isDefault: form.isDefault,
    match: { tiers: many(form.tiers), categories: many(form.categories), companies: lines(form.companies) },
    targets: Object.fromEntries(TicketPriority.options.map((priority) => [priority, row(priority)])),
    calendarId: form.calendarId,
    emergencyCalendarId: form.emergencyCalendarId,
    pausesFirstResponse: form.pausesFirstResponse,
  };
}

/** "09:00-12:00, 13:00-17:00" for each weekday; an empty day is closed. */
export function calendarFields(form: FormInput) {
  const hours = weekdays.map((day) => [day, intervals(text(form[`hours.${day}`]))] as const);
  return {
    calendarId: form.calendarId,
    name: form.name,
    timeZone: form.timeZone,
    hours: Object.fromEntries(hours.filter(([, list]) => list.length > 0)),
    holidays: text(form.holidays)
      .split(/[\s,]+/)
      .filter(Boolean),
  };
}

function intervals(value: string): string[][] {
  return value
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => part.split(/\s*[-–]\s*/));
}

function many(value: string | string[] | undefined): string[] {
  return Array.isArray(value) ? value : value ? [value] : [];
}

function lines(value: string | string[] | undefined): string[] {
  return text(value)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
