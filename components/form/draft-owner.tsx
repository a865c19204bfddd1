"use client";

import { createContext, type ReactNode, useEffect, useMemo } from "react";
import { type Owner, tidyDrafts } from "./draft-store";

type DraftOwner = Owner & { zone: string };

/**
 * Whose drafts the forms inside keep. Without one they keep none: the public forms for data subjects and reporters are filled in on
 * library and office computers, by people who never sign out, and a report must leave no trace there.
 */
export const DraftOwnerContext = createContext<DraftOwner | null>(null);

export function DraftOwnerProvider({ personId, organizationId, zone, children }: DraftOwner & { children: ReactNode }) {
  const owner = useMemo(() => ({ personId, organizationId, zone }), [personId, organizationId, zone]);
  useEffect(() => tidyDrafts(owner), [owner]);
  return <DraftOwnerContext value={owner}>{children}</DraftOwnerContext>;
}
