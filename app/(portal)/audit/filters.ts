import { countWords } from "@/components/table/list-url";
import {
  AuditEventType,
  auditEventTypeLabels,
  Crud,
  crudLabels,
  Outcome,
  outcomeLabels,
  RiskLevel,
  riskLevelLabels,
} from "@/lib/audit/schema";

export type FilterField = {
  name: string;
  label: string;
  choices?: { value: string; label: string }[];
  type?: "date";
  placeholder?: string;
};

const choicesOf = <Value extends string>(labels: Record<Value, string>, values: readonly Value[]) =>
  values.map((value) => ({ value, label: labels[value] }));

/** Beside the search box. */
export const firstFilters: FilterField[] = [
  { name: "outcome", label: "Outcome", choices: choicesOf(outcomeLabels, Outcome.options) },
  { name: "type", label: "Type", choices: choicesOf(auditEventTypeLabels, AuditEventType.options) },
];

/** Under "More filters". */
export const moreFilters: FilterField[] = [
  { name: "actor", label: "Actor", placeholder: "name or id" },
  { name: "action", label: "Action", placeholder: "policy." },
  { name: "resource", label: "Resource", placeholder: "ticket, or an id" },
  { name: "control", label: "Control", placeholder: "CC6.1" },
  { name: "crud", label: "Kind of act", choices: choicesOf(crudLabels, Crud.options) },
  { name: "risk", label: "Risk", choices: choicesOf(riskLevelLabels, RiskLevel.options) },
  { name: "from", label: "From", type: "date" },
  { name: "to", label: "Until", type: "date" },
  { name: "ip", label: "Address", placeholder: "192.0.2.1" },
  { name: "request", label: "Request", placeholder: "request or correlation id" },
  { name: "session", label: "Session", placeholder: "session id" },
];

export const filterNames = ["q", ...firstFilters, ...moreFilters].map((field) =>
  typeof field === "string" ? field : field.name,
);

/** The filters of an address: known names only, first value of each, nothing empty. */
export function filtersOf(params: Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = [...filterNames, "cursor"].map((name) => [name, [params[name]].flat()[0] ?? ""] as const);
  return Object.fromEntries(entries.filter(([, value]) => value.trim() !== ""));
}

/** "218 events", "more than 1,000 events": nobody counts ten million rows for a number nobody reads. */
export function foundWords({ count }: { count: { matched: number; exact: boolean } | null }): string {
  if (count === null) return "Older events";
  if (count.exact) return countWords(count.matched, "event");
  const most = Math.min(count.matched, 1_000);
  return most === 0 ? "No event among the newest" : `more than ${most.toLocaleString("en-GB")} events`;
}

/** Each filter that is set, in words. */
export function chipsOf(params: Record<string, string>) {
  return [{ name: "q", label: "Search" } satisfies FilterField, ...firstFilters, ...moreFilters].flatMap((field) => {
    const value = params[field.name];
    if (value === undefined) return [];
    const choices = "choices" in field ? field.choices : undefined;
    return [{ ...field, value: choices?.find((choice) => choice.value === value)?.label ?? value }];
  });
}
