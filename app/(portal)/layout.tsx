import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { DraftOwnerProvider } from "@/components/form/draft-owner";
import { AppShell } from "@/components/shell/app-shell";
import { sidebarCookie } from "@/components/shell/navigation";
import { requireSession } from "@/lib/platform/auth/actor";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { roleLabel } from "@/lib/platform/auth/roles";
import { signOutAction, switchOrganizationAction } from "../(auth)/session-actions";
import { navigationFor, ownPages } from "./navigation";
import { deskShortcuts } from "./support/shortcuts";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { actor, email, memberships, organization } = await requireSession();
  return (
    <AppShell
      navigation={navigationFor(actor.roles)}
      organisations={memberships.map(({ organizationId, name }) => ({ id: organizationId, name }))}
      activeOrganizationId={actor.organizationId}
      switchOrganisation={switchOrganizationAction}
      person={{ name: actor.name, email, roleLabels: actor.roles.map((role) => roleLabel[role]) }}
      personLinks={ownPages}
      paletteEntries={ownPages.map(({ label, href }) => ({ label, href, group: "You", keywords: "devices sessions" }))}
      signOut={signOutAction}
      shortcutHelp={mayDo(actor, "ticket:work") ? deskShortcuts : undefined}
      sidebarFolded={(await cookies()).get(sidebarCookie)?.value === "1"}
    >
      <DraftOwnerProvider personId={actor.personId} organizationId={actor.organizationId} zone={organization.timeZone}>
        {children}
      </DraftOwnerProvider>
    </AppShell>
  );
}
