import type { WholeIncident } from "./queries";
import { incidentCategoryLabels, incidentLinkKindLabels, incidentSeverityLabels, incidentStatusLabels } from "./schema";

const when = (at: Date | null) => (at ? at.toISOString().replace("T", " ").slice(0, 16).concat(" UTC") : "never");
const day = (at: Date) => at.toISOString().slice(0, 10);

/** The documentation of a closed incident as Markdown: what happened, when, who did what, and what follows from it (I4). */
export function incidentDocument(whole: WholeIncident, takenAt: Date): string {
  const { incident, clock, owner, reporter, entries, links, actions, breach } = whole;
  const states = [
    ["Opened", incident.openedAt],
    ["Investigating", incident.investigatingAt],
    ["Contained", incident.containedAt],
    ["Remediating", incident.remediatingAt],
    ["Resolved", incident.resolvedAt],
    ["Closed", incident.closedAt],
  ] as const;
  const facts = [
    ["Reference", incident.reference],
    ["State", incidentStatusLabels[incident.status]],
    ["Severity", incidentSeverityLabels[incident.severity]],
    ["Category", incidentCategoryLabels[incident.category]],
    ["Reported by", reporter ?? ""],
    ["Owner", owner ?? ""],
    ["Controls", incident.controlIds.join(", ")],
    ["Systems", incident.affectedSystems.join(", ") || "none named"],
    ["People", incident.affectedPeople || "none named"],
    ["To be acknowledged by", `${when(incident.acknowledgeBy)} (${clock})`],
    ["Personal data concerned", incident.personalData ? "yes" : "no"],
  ];
  const sections: [string, string[]][] = [
    ["Facts", facts.map(([name, value]) => `- ${name}: ${value}`)],
    ["What happened", [incident.summary]],
    ["States", states.map(([name, at]) => `- ${name}: ${when(at)}`)],
    ...(breach
      ? ([
          [
            "Personal data breach",
            [
              `- Aware since: ${when(breach.awareAt)}`,
              `- On record since: ${when(breach.recordedAt)}`,
              "",
              breach.nature,
            ],
          ],
        ] as [string, string[]][])
      : []),
    [
      "Timeline",
      entries.map((entry) => `- ${when(entry.at)}, ${entry.author}: ${entry.text.replaceAll("\n", "\n  ")}`),
    ],
    [
      "Linked",
      links.length > 0 ? links.map((link) => `- ${incidentLinkKindLabels[link.kind]}: ${link.objectId}`) : ["Nothing."],
    ],
    ["Cause", [incident.cause ?? ""]],
    ["Lessons", [incident.lessons ?? ""]],
    [
      "Actions",
      actions.map(
        (action) =>
          `- ${action.title} (${action.owner}, due ${day(action.dueOn)}, ${action.doneAt ? `done ${when(action.doneAt)}` : "not done yet"})`,
      ),
    ],
  ];
  const body = sections.map(([title, lines]) => `## ${title}\n\n${lines.join("\n")}\n`).join("\n");
  return `# ${incident.reference}: ${incident.title}\n\nMade by the compliance portal on ${when(takenAt)}.\n\n${body}`;
}
