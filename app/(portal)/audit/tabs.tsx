import { TabLinks } from "@/components/shell/tab-links";
import { mayDo, type UserActor } from "@/lib/platform/auth/actor-types";
import type { Permission } from "@/lib/platform/auth/permissions";

const tabs: { label: string; href: string; needs: Permission }[] = [
  { label: "Events", href: "/audit", needs: "audit:read" },
  { label: "Alerts", href: "/audit/alerts", needs: "alert:read" },
  { label: "Incidents", href: "/audit/incidents", needs: "incident:read" },
  { label: "Detection", href: "/audit/detection", needs: "detection:read" },
  { label: "Integrity", href: "/audit/integrity", needs: "log:follow" },
  { label: "Exports", href: "/audit/exports", needs: "audit:export" },
  { label: "Archives", href: "/audit/archives", needs: "archive:read" },
  { label: "Report", href: "/audit/report", needs: "audit:read" },
  { label: "Webhooks", href: "/audit/webhooks", needs: "webhook:manage" },
];

/** The parts of the audit trail that have an address each and that this person may enter. */
export function AuditTabs({ actor }: { actor: UserActor }) {
  return <TabLinks label="Audit trail" links={tabs.filter(({ needs }) => mayDo(actor, needs))} />;
}
