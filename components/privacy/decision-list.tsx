import { Section } from "@/components/shell/page";
import { formatExact } from "@/components/status/calendar";
import { StatusBadge } from "@/components/status/status-badge";
import { refusalGrounds } from "@/lib/privacy/requests/schema";
import type { ShownDecision } from "./types";

const states = {
  prepared: { tone: "warning", label: "Waiting for a second person" },
  confirmed: { tone: "success", label: "Decided" },
  returned: { tone: "neutral", label: "Sent back" },
} as const;

/** Who prepared what, who confirmed it, and the letter as it was sent. */
export function DecisionList({ decisions, zone }: { decisions: readonly ShownDecision[]; zone: string }) {
  if (decisions.length === 0) return null;
  return (
    <Section title="Decisions">
      {decisions.map((each) => (
        <article key={each.id} className="grid gap-2 rounded-lg border border-border bg-card p-4">
          <div className="flex flex-wrap items-center justify-between gap-2">
            <h3 className="font-medium">
              {each.outcome === "approve" ? "Approval" : "Refusal"}
              {each.code ? `: ${refusalGrounds[each.code].label} (${refusalGrounds[each.code].article})` : null}
            </h3>
            <StatusBadge {...states[each.state]} />
          </div>
          <p className="text-muted-foreground">
            By {each.preparedBy}, {formatExact(each.preparedAt, zone)}
            {each.decidedBy && each.decidedAt && each.decidedBy !== each.preparedBy
              ? `; ${each.decidedBy}, ${formatExact(each.decidedAt, zone)}`
              : null}
          </p>
          {each.narrative ? <p className="whitespace-pre-wrap wrap-anywhere">{each.narrative}</p> : null}
          {each.returnReason ? (
            <p className="whitespace-pre-wrap wrap-anywhere">Sent back: {each.returnReason}</p>
          ) : null}
          {each.letter ? (
            <details>
              <summary className="flex min-h-6 items-center font-medium max-md:min-h-11">
                The letter ({each.delivery ?? "not found in the outbox"})
              </summary>
              <p className="mt-2 whitespace-pre-wrap wrap-anywhere">{each.letter}</p>
            </details>
          ) : null}
        </article>
      ))}
    </Section>
  );
}
