import { TabLinks } from "@/components/shell/tab-links";
import { mayDo, type UserActor } from "@/lib/platform/auth/actor-types";
import type { Permission } from "@/lib/platform/auth/permissions";

const tabs: { label: string; href: string; needs: Permission }[] = [
  { label: "All evidence", href: "/audit/evidence", needs: "evidence:read" },
  { label: "By control", href: "/audit/evidence/freshness", needs: "evidence:read" },
  { label: "Collectors", href: "/audit/collectors", needs: "collector:read" },
  { label: "Access reviews", href: "/audit/reviews", needs: "review:read" },
  { label: "Legal holds", href: "/audit/holds", needs: "hold:read" },
  { label: "Disposal", href: "/audit/disposal", needs: "disposal:read" },
];

/** The parts of the evidence vault that have an address each and that this person may enter. */
export function EvidenceTabs({ actor }: { actor: UserActor }) {
  return <TabLinks label="Evidence" links={tabs.filter(({ needs }) => mayDo(actor, needs))} />;
}
