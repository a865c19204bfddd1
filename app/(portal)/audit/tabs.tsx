import { TabLinks } from "@/components/shell/tab-links";

/** The parts of the audit trail that have an address each. */
export function AuditTabs() {
  return (
    <TabLinks
      label="Audit trail"
      links={[
        { label: "Events", href: "/audit" },
        { label: "Integrity", href: "/audit/integrity" },
        { label: "Evidence", href: "/audit/evidence" },
      ]}
    />
  );
}
