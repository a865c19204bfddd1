import "server-only";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import type { CommandContext } from "@/lib/platform/operation/context";
import { mostEvents } from "./rules";
import type { AlertLevel } from "./schema";

/** `title` and `detail` hold no personal data: people stand in the events, where erasure reaches them (A17). */
type NewAlert = {
  rule: string;
  level: AlertLevel;
  objectType: string;
  objectId: string;
  title: string;
  detail?: string;
  href: string;
  eventIds?: readonly string[];
};

const risk = { info: "low", warning: "medium", critical: "high", emergency: "critical" } as const;

/**
 * Raises an alert in the caller's transaction. While one of the same rule and object is unresolved that one is counted
 * up instead, gets the events and the higher of both levels (audit.md section 4): two that find it at the same moment
 * make one. An event says that it was raised, the first time only.
 * @returns `raised` false when it stood already; id null when COMPLIANCE_MONITORING_ENABLED is false
 */
export async function raiseAlert(
  { tx, actor, now, note }: Pick<CommandContext, "tx" | "actor" | "now" | "note">,
  alert: NewAlert,
): Promise<{ id: string; raised: true } | { id: string | null; raised: false }> {
  if (!env.COMPLIANCE_MONITORING_ENABLED) return { id: null, raised: false };
  const { rule, level, objectType, objectId, title, detail = "", href } = alert;
  const events = [...new Set(alert.eventIds ?? [])].slice(0, mostEvents);
  const fresh = newId(now.getTime());
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    insert into alert (id, organization_id, rule, level, object_type, object_id, title, detail, href, event_ids, raised_at, last_seen_at)
    values (${fresh}::uuid, ${actor.organizationId}::uuid, ${rule}, ${level}::alert_level, ${objectType}, ${objectId}, ${title},
      ${detail}, ${href}, ${events}::uuid[], ${now}, ${now})
    on conflict (organization_id, rule, object_type, object_id) where status <> 'resolved' do update set
      occurrences = alert.occurrences + 1,
      level = greatest(alert.level, excluded.level),
      last_seen_at = greatest(alert.last_seen_at, excluded.last_seen_at),
      event_ids = case when cardinality(alert.event_ids) >= ${mostEvents}::int then alert.event_ids else
        alert.event_ids || (select coalesce(array_agg(e), '{}') from unnest(excluded.event_ids) e where e <> all (alert.event_ids)) end
    returning id`;
  const id = row?.id ?? fresh;
  if (id !== fresh) return { id, raised: false };
  note({
    action: "alert.raise",
    type: "security_event",
    crud: "create",
    riskLevel: risk[level],
    controls: ["CC7.2", "CC7.3"],
    resource: { type: "alert", id, label: title },
    after: { rule, level, objectType, objectId, events: events.length },
  });
  return { id, raised: true };
}
