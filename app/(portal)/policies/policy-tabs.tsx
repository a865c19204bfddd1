import { TabLinks } from "@/components/shell/tab-links";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { mayDo } from "@/lib/platform/auth/actor-types";

/** Parts of the policies' place; somebody who only reads has one and sees no tabs. */
export function PolicyTabs({ actor, waiting }: { actor: UserActor; waiting?: number }) {
  if (!mayDo(actor, "policy:library")) return null;
  const reviews = mayDo(actor, "policy:approve")
    ? [{ label: "Reviews", href: "/policies/reviews", count: waiting }]
    : [];
  return (
    <TabLinks
      label="Policies"
      links={[{ label: "Library", href: "/policies" }, { label: "To read", href: "/policies/mine" }, ...reviews]}
    />
  );
}
