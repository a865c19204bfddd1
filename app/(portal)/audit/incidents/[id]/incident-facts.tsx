import { ClockBadge, SeverityBadge } from "@/components/audit/incident-badges";
import { Deadline } from "@/components/status/deadline";
import { FactList } from "@/components/status/fact-list";
import { ExactTime } from "@/components/status/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { WholeIncident } from "@/lib/audit/incidents/queries";
import { incidentCategoryLabels, incidentLinkKindLabels, incidentStatusLabels } from "@/lib/audit/incidents/schema";

const placeOf: Record<string, string> = { event: "/audit/events", alert: "/audit/alerts" };
const answers = new Map([
  [true, "Yes"],
  [false, "No"],
]);

/** The facts of an incident beside its story. */
export function IncidentFacts({ whole, zone }: { whole: WholeIncident; zone: string }) {
  const { incident, clock, owner, reporter, links } = whole;
  const time = (at: Date) => <ExactTime value={at.toISOString()} zone={zone} />;
  const times = [
    ["investigating", incident.investigatingAt],
    ["contained", incident.containedAt],
    ["remediating", incident.remediatingAt],
    ["resolved", incident.resolvedAt],
    ["closed", incident.closedAt],
  ] as const;
  return (
    <FactList
      stacked
      facts={[
        { label: "Severity", value: <SeverityBadge severity={incident.severity} /> },
        { label: "Category", value: incidentCategoryLabels[incident.category] },
        { label: "Owner", value: owner ?? "Nobody yet" },
        { label: "Reported by", value: reporter ?? "" },
        { label: "Clock", value: <ClockBadge clock={clock} /> },
        {
          label: "To be acknowledged by",
          value: incident.investigatingAt ? (
            time(incident.acknowledgeBy)
          ) : (
            <Deadline due={incident.acknowledgeBy.toISOString()} zone={zone} />
          ),
        },
        { label: "Opened", value: time(incident.openedAt) },
        ...times.flatMap(([status, at]) => (at ? [{ label: incidentStatusLabels[status], value: time(at) }] : [])),
        {
          label: "Personal data concerned",
          value: incident.personalData === null ? "Not answered yet" : answers.get(incident.personalData),
        },
        { label: "Affected systems", value: incident.affectedSystems.join(", ") || "None named" },
        { label: "Affected people", value: incident.affectedPeople || "None named" },
        { label: "Controls", value: incident.controlIds.join(", ") },
        {
          label: "Linked",
          value:
            links.length === 0
              ? "Nothing"
              : links.map(({ id, kind, objectId }, index) => (
                  <p key={id} className="wrap-anywhere">
                    {placeOf[kind] ? (
                      <TextLink href={`${placeOf[kind]}/${objectId}`}>
                        {`${incidentLinkKindLabels[kind]} ${links.slice(0, index + 1).filter((each) => each.kind === kind).length}`}
                      </TextLink>
                    ) : (
                      `${incidentLinkKindLabels[kind]} ${objectId}`
                    )}
                  </p>
                )),
        },
      ]}
    />
  );
}
