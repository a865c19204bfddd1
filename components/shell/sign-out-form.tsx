"use client";

import type { ReactNode } from "react";
import { dropAllDrafts } from "../form/draft-store";
import type { PlainFormAction } from "./organisation-switcher";

/** The way out takes along what was typed and not sent. */
export function SignOutForm({ action, children }: { action: PlainFormAction; children: ReactNode }) {
  return (
    <form action={action} onSubmit={dropAllDrafts}>
      {children}
    </form>
  );
}
