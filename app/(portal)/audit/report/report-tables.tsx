import { Section } from "@/components/shell/page";
import { type AlertLevel, alertLevelLabels } from "@/lib/audit/alerts/schema";
import { type IncidentSeverity, incidentSeverityLabels } from "@/lib/audit/incidents/schema";
import type { AuditReport } from "@/lib/audit/report/queries";
import {
  type AuditEventType,
  auditEventTypeLabels,
  type EvidenceType,
  evidenceTypeLabels,
  type Outcome,
  outcomeLabels,
  type RiskLevel,
  riskLevelLabels,
} from "@/lib/audit/schema";
import { frameworkLabels } from "@/lib/platform/frameworks";
import { CountTable } from "./count-table";

const sentenceCase = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const grid = "grid gap-6 lg:grid-cols-2 xl:grid-cols-3";

/** The tables of an audit report. */
export function ReportTables({ report }: { report: AuditReport }) {
  const { events, people, resources, incidents, alerts, evidence, evidenceByFramework, violations } = report;
  return (
    <>
      <Section title="Events">
        <div className={grid}>
          <CountTable
            caption="By type"
            head={["Type", "Events"]}
            rows={events.byType.map(({ name, count }) => [auditEventTypeLabels[name as AuditEventType], count])}
          />
          <CountTable
            caption="By outcome"
            head={["Outcome", "Events"]}
            rows={events.byOutcome.map(({ name, count }) => [outcomeLabels[name as Outcome], count])}
          />
          <CountTable
            caption="By risk"
            head={["Risk", "Events"]}
            rows={events.byRisk.map(({ name, count }) => [riskLevelLabels[name as RiskLevel], count])}
          />
        </div>
      </Section>
      <Section title="People and resources">
        <div className={grid}>
          <CountTable
            caption="Most active people"
            head={["Person", "Events"]}
            rows={people.map(({ id, name, count }) => [name ?? `Erased (${id.slice(0, 8)})`, count])}
          />
          <CountTable
            caption="What was acted on"
            head={["Kind", "Events"]}
            rows={resources.map(({ name, count }) => [sentenceCase(name.replaceAll("_", " ")), count])}
          />
        </div>
      </Section>
      <Section title="Incidents and alerts">
        <div className={grid}>
          <CountTable
            caption="Incidents opened"
            head={["Severity", "Opened", "Closed", "Clock missed"]}
            rows={incidents.map(({ name, count, closed, missed }) => [
              incidentSeverityLabels[name as IncidentSeverity],
              count,
              closed,
              missed,
            ])}
          />
          <CountTable
            caption="Alerts raised"
            head={["Level", "Alerts"]}
            rows={alerts.map(({ name, count }) => [alertLevelLabels[name as AlertLevel], count])}
          />
        </div>
      </Section>
      {violations ? (
        <Section title="Policy violations">
          <div className={grid}>
            <CountTable
              caption="Violations reported"
              head={["Severity", "Reported", "Closed"]}
              rows={violations.map(({ label, count, closed }) => [label, count, closed])}
            />
          </div>
        </Section>
      ) : null}
      <Section title="Evidence collected">
        <div className={grid}>
          <CountTable
            caption="By type"
            head={["Type", "Pieces"]}
            rows={evidence.map(({ name, count }) => [evidenceTypeLabels[name as EvidenceType], count])}
          />
          <CountTable
            caption="By framework"
            head={["Framework", "Pieces"]}
            rows={evidenceByFramework.map(({ framework, count }) => [frameworkLabels[framework], count])}
          />
        </div>
      </Section>
    </>
  );
}
