import { TabLinks } from "@/components/shell/tab-links";

/** The parts of the evidence vault that have an address each. */
export function EvidenceTabs() {
  return (
    <TabLinks
      label="Evidence"
      links={[
        { label: "All evidence", href: "/audit/evidence" },
        { label: "By control", href: "/audit/evidence/freshness" },
        { label: "Holds", href: "/audit/holds" },
        { label: "Disposal", href: "/audit/disposal" },
      ]}
    />
  );
}
