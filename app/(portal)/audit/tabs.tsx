import { TabLinks } from "@/components/shell/tab-links";

/** The parts of the audit trail that have an address each. */
export function AuditTabs() {
  return (
    <TabLinks
      label="Audit trail"
      links={[
        { label: "Events", href: "/audit" },
        { label: "Alerts", href: "/audit/alerts" },
        { label: "Detection", href: "/audit/detection" },
        { label: "Incidents", href: "/audit/incidents" },
        { label: "Report", href: "/audit/report" },
        { label: "Webhooks", href: "/audit/webhooks" },
        { label: "Integrity", href: "/audit/integrity" },
        { label: "Keys and erasure", href: "/audit/keys" },
        { label: "Exports", href: "/audit/exports" },
        { label: "Evidence", href: "/audit/evidence" },
        { label: "Collectors", href: "/audit/collectors" },
        { label: "Access reviews", href: "/audit/reviews" },
      ]}
    />
  );
}
