import type { NavGroup, NavItem } from "@/components/shell/navigation";
import { isGranted, type Permission } from "@/lib/platform/auth/permissions";

/** `unless`: whoever has this right finds the place under another one. */
type Place = NavItem & { needs: Permission; unless?: Permission };

const places: { label?: string; items: Place[] }[] = [
  { items: [{ label: "My work", href: "/", icon: "inbox", shortcut: "g m", needs: "work:read:own" }] },
  {
    label: "Domains",
    items: [
      { label: "Dashboard", href: "/dashboard", icon: "chart", shortcut: "g d", needs: "dashboard:read" },
      { label: "Audit trail", href: "/audit", icon: "scroll", shortcut: "g a", needs: "audit:read" },
      {
        label: "Evidence",
        href: "/audit/evidence",
        also: ["/audit/collectors", "/audit/reviews", "/audit/holds", "/audit/disposal"],
        icon: "archive",
        shortcut: "g e",
        needs: "evidence:read",
      },
      {
        label: "Legal holds",
        href: "/audit/holds",
        also: ["/audit/disposal"],
        icon: "archive",
        needs: "hold:read",
        unless: "evidence:read",
      },
      { label: "Integrity", href: "/audit/integrity", icon: "check", needs: "log:follow", unless: "audit:read" },
      { label: "Keys and erasure", href: "/audit/keys", icon: "timer", needs: "subject-key:read" },
      { label: "Privacy", href: "/privacy", icon: "shield", shortcut: "g r", needs: "request:read" },
      { label: "My data", href: "/privacy/my-data", icon: "lock", shortcut: "g y", needs: "request:read:own" },
      { label: "Support", href: "/support", icon: "lifebuoy", shortcut: "g t", needs: "ticket:read:own" },
      { label: "Policies", href: "/policies", icon: "book", shortcut: "g p", needs: "policy:read" },
    ],
  },
  {
    label: "Organisation",
    items: [
      { label: "People", href: "/settings/people", icon: "people", needs: "people:read" },
      { label: "Absences", href: "/settings/absences", icon: "calendar", needs: "absence:read" },
      { label: "Roles", href: "/settings/roles", icon: "list", needs: "role:read" },
      { label: "API keys", href: "/settings/keys", icon: "key", needs: "api-key:manage" },
      { label: "Jobs", href: "/settings/jobs", icon: "workflow", needs: "job:read" },
      { label: "Outbox", href: "/settings/outbox", icon: "mail", needs: "outbox:read" },
    ],
  },
];

/** What everybody has for themselves, in the menu of the person. */
export const ownPages: NavItem[] = [{ label: "My sign-ins", href: "/account/sign-ins", icon: "devices" }];

/** The sidebar of somebody with these roles: only places they may enter. */
export function navigationFor(roles: readonly string[]): NavGroup[] {
  return places
    .map(({ label, items }) => ({
      label,
      items: items
        .filter(({ needs, unless }) => isGranted(needs, roles) && !(unless && isGranted(unless, roles)))
        .map(({ needs, unless, ...item }) => item),
    }))
    .filter((group) => group.items.length > 0);
}
