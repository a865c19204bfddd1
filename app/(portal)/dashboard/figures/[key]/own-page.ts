import type { FigureGroup } from "@/lib/dashboard/schema";
import { isGranted, type Permission } from "@/lib/platform/auth/permissions";

type Place = { needs: Permission; href: (recordId: string) => string; domain: { label: string; href: string } };

const places: Record<FigureGroup | "evidence", Place> = {
  policies: {
    needs: "policy:library",
    href: (id) => `/policies/${id}`,
    domain: { label: "Open the policies", href: "/policies" },
  },
  privacy: {
    needs: "request:read",
    href: (id) => `/privacy/requests/${id}`,
    domain: { label: "Open the queue of requests", href: "/privacy" },
  },
  support: {
    needs: "ticket:read",
    href: (id) => `/support/tickets/${id}`,
    domain: { label: "Open the desk", href: "/support" },
  },
  audit: {
    needs: "audit:read",
    href: (id) => `/audit/events/${id}`,
    domain: { label: "Open the audit trail", href: "/audit" },
  },
  evidence: {
    needs: "evidence:read",
    href: (id) => `/audit/evidence/${id}`,
    domain: { label: "Open the evidence", href: "/audit/evidence" },
  },
};

/** Where the records of a figure live, for those who may enter there; null for everybody else. */
export function ownPage(group: FigureGroup, key: string, roles: readonly string[]): Place | null {
  const place = places[key.startsWith("evidence_") ? "evidence" : group];
  return isGranted(place.needs, roles) ? place : null;
}
