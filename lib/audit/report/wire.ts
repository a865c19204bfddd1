import type { AuditReport } from "./queries";

const asObject = (counts: readonly { name: string; count: number }[]) =>
  Object.fromEntries(counts.map(({ name, count }) => [name, count]));

/**
 * The report as the REST route gives it. Violations are null where nobody counts them; `archived` says which older events of the
 * period lie in bundles and are not counted, null when there are none.
 */
export function reportWire(report: AuditReport) {
  const { period, framework, made, events, archived } = report;
  return {
    period: { from: period.from, to: period.to, time_zone: period.zone },
    framework,
    generated_at: made.at,
    log: { size: made.logSize, root: made.logRoot },
    events: {
      total: events.total ?? 0,
      by_type: asObject(events.byType),
      by_outcome: asObject(events.byOutcome),
      by_risk: asObject(events.byRisk),
    },
    archived: archived && { events: Number(archived.events), until: archived.until.toISOString() },
    people: { acting: events.people ?? 0, api_keys: events.keys ?? 0, most_active: report.people },
    resources: { touched: events.resources ?? 0, by_type: asObject(report.resources) },
    failed_sign_ins: events.failedSignIns ?? 0,
    privileged_access: events.privileged ?? 0,
    denied: events.denied ?? 0,
    control_failures: events.controlFailures ?? 0,
    violations:
      report.violations?.map(({ name, count, closed }) => ({ severity: name, reported: count, closed })) ?? null,
    incidents: report.incidents.map(({ name, count, closed, missed }) => ({
      severity: name,
      opened: count,
      closed,
      clock_missed: missed,
    })),
    alerts: asObject(report.alerts),
    evidence: {
      by_type: asObject(report.evidence),
      by_framework: Object.fromEntries(report.evidenceByFramework.map((each) => [each.framework, each.count])),
    },
  };
}
