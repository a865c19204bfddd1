import { FactList } from "@/components/status/fact-list";
import { ExactTime } from "@/components/status/relative-time";
import { listUrl } from "@/components/table/list-url";
import { TextLink } from "@/components/ui/text-link";
import type { readEvent } from "@/lib/audit/explorer/queries";
import type { Opened } from "@/lib/audit/explorer/reveal-leaf";
import { auditEventTypeLabels, crudLabels, retentionClassLabels, riskLevelLabels } from "@/lib/audit/schema";
import { OpenedValue } from "./opened-value";

type Found = Awaited<ReturnType<typeof readEvent>>;

const fiveMinutes = 5 * 60 * 1000;

/** The columns of an event, each leading to the events that share it. */
export function EventFacts({ found: { event, revealed }, zone }: { found: Found; zone: string }) {
  const leaf = (revealed?.leaf ?? {}) as { [name: string]: Opened };
  const actor = (leaf.actor ?? {}) as { [name: string]: Opened };
  const like = (label: string, filter: Record<string, string>) => (
    <TextLink inline prefetch={false} href={listUrl("/audit", {}, filter)}>
      {label}
    </TextLink>
  );
  const story = (kind: "request" | "session" | "correlation", value: string) => (
    <TextLink inline prefetch={false} href={listUrl("/audit/story", {}, { [kind]: value })}>
      <span title={value}>{`All of it (${value.slice(0, 8)}…)`}</span>
    </TextLink>
  );
  const early = event.occurredAt.getTime() - event.recordedAt.getTime() > fiveMinutes;
  const facts = [
    { label: "Action", value: like(event.action, { action: event.action }) },
    { label: "Type", value: auditEventTypeLabels[event.type] },
    {
      label: "Kind of act",
      value: `${crudLabels[event.crud]}, risk ${riskLevelLabels[event.riskLevel].toLowerCase()}`,
    },
    {
      label: "Actor",
      value: event.actorId
        ? like(event.actorName ?? event.actorId, { actor: event.actorId })
        : event.actorKind.replaceAll("_", " "),
    },
    actor.onBehalfOf ? { label: "On behalf of", value: <OpenedValue value={actor.onBehalfOf} /> } : null,
    {
      label: "Resource",
      value: like(event.resourceLabel ?? event.resourceType.replaceAll("_", " "), {
        resource: event.resourceId ? `${event.resourceType}:${event.resourceId}` : event.resourceType,
      }),
    },
    event.controlIds.length > 0
      ? {
          label: "Controls",
          value: event.controlIds.map((control) => (
            <span key={control} className="mr-2">
              {like(control, { control })}
            </span>
          )),
        }
      : null,
    { label: "Occurred", value: <ExactTime value={event.occurredAt} zone={zone} /> },
    {
      label: "Recorded",
      value: (
        <>
          <ExactTime value={event.recordedAt} zone={zone} />
          {early ? <p className="text-warning-text">It claims to have occurred later than it was recorded.</p> : null}
        </>
      ),
    },
    { label: "Address", value: event.ip ? like(event.ip, { ip: event.ip }) : <OpenedValue value={leaf.ip} /> },
    { label: "Browser", value: <OpenedValue value={leaf.userAgent} /> },
    event.requestId ? { label: "Request", value: story("request", event.requestId) } : null,
    event.sessionId ? { label: "Session", value: story("session", event.sessionId) } : null,
    event.correlationId ? { label: "Correlation", value: story("correlation", event.correlationId) } : null,
    { label: "Kept for", value: retentionClassLabels[event.retentionClass] },
  ];
  return <FactList stacked facts={facts.filter((fact) => fact !== null)} />;
}
