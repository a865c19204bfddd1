import { TabLinks } from "@/components/shell/tab-links";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { mayDo } from "@/lib/platform/auth/actor-types";

/** Parts of the policies' place; somebody who only reads sees what is theirs. */
export function PolicyTabs({ actor, waiting }: { actor: UserActor; waiting?: number }) {
  const exceptions = { label: "Exceptions", href: "/policies/exceptions" };
  const training = { label: "Training", href: "/policies/training", also: ["/policies/courses"] };
  const report = mayDo(actor, "violation:report")
    ? [{ label: "Report a violation", href: "/policies/violations/report" }]
    : [];
  if (!mayDo(actor, "policy:library")) {
    return (
      <TabLinks label="Policies" links={[{ label: "To read", href: "/policies" }, training, exceptions, ...report]} />
    );
  }
  const reviews = mayDo(actor, "policy:approve")
    ? [{ label: "Reviews", href: "/policies/reviews", count: waiting }]
    : [];
  const violations = mayDo(actor, "violation:read") ? [{ label: "Violations", href: "/policies/violations" }] : [];
  return (
    <TabLinks
      label="Policies"
      links={[
        { label: "Library", href: "/policies" },
        { label: "To read", href: "/policies/mine" },
        training,
        ...reviews,
        { label: "Campaigns", href: "/policies/campaigns" },
        { label: "Matrix", href: "/policies/matrix" },
        exceptions,
        ...violations,
        { label: "Calendar", href: "/policies/calendar" },
        { label: "Coverage", href: "/policies/coverage" },
        { label: "Groups", href: "/policies/groups" },
        ...report,
      ]}
    />
  );
}
