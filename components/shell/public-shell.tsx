import type { ReactNode } from "react";
import { Avatar } from "../ui/avatar";
import { SkipLink } from "./skip-link";

/** Pages without an account: the organisation's name, the page, a footer. No cookie, no script needed. */
export function PublicShell({
  organisationName,
  footer,
  children,
}: {
  /** Left out on sign-in and other pages of the installation itself. */
  organisationName?: string;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const name = organisationName ?? "Plinto";
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="border-b border-border bg-card">
        <div className="mx-auto flex h-14 max-w-[720px] items-center gap-2.5 px-4 text-base font-semibold">
          <Avatar name={name} square />
          {name}
        </div>
      </header>
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-[720px] flex-1 px-4 py-8 outline-none md:py-12">
        {children}
      </main>
      <footer className="border-t border-border">
        <div className="mx-auto max-w-[720px] px-4 py-6 text-muted-foreground">
          {footer ?? "Plinto Compliance Portal"}
        </div>
      </footer>
    </div>
  );
}
