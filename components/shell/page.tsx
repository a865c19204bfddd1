import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "../ui/breadcrumb";
import { cn } from "../ui/cn";
import { LeftOutLine } from "./left-out-line";

/** The width of a page: `full` for tables, `wide` at most 1200 px, `form` 560 px, `reading` about 70 characters. */
const widths = { full: "", wide: "max-w-[1200px]", form: "max-w-[560px]", reading: "max-w-[720px]" } as const;

export function Page({
  width = "wide",
  className,
  children,
}: {
  width?: keyof typeof widths;
  className?: string;
  children: ReactNode;
}) {
  return (
    <div className={cn("mx-auto grid w-full min-w-0 grid-cols-1 gap-6", widths[width], className)}>
      <LeftOutLine />
      {children}
    </div>
  );
}

/** Title, one sentence what this page is for, primary action at the right. Breadcrumb only from the third level. */
export function PageHead({
  title,
  lead,
  reference,
  status,
  actions,
  crumbs,
}: {
  title: ReactNode;
  lead?: ReactNode;
  /** "DSR-2026-000042", above the title. */
  reference?: string;
  status?: ReactNode;
  actions?: ReactNode;
  crumbs?: readonly Crumb[];
}) {
  return (
    <div data-slot="page-head" className="grid min-w-0 grid-cols-1 gap-3">
      {crumbs && crumbs.length > 2 ? <Breadcrumb crumbs={crumbs} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="grid min-w-0 gap-1">
          {reference ? (
            <p
              className={cn(
                "text-xs font-medium text-muted-foreground tabular-nums",
                crumbs && crumbs.length > 2 && crumbs.at(-1)?.label === reference && "md:hidden",
              )}
            >
              {reference}
            </p>
          ) : null}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <h1 className="min-w-0 text-title wrap-anywhere">{title}</h1>
            {status}
          </div>
          {lead ? <p className="max-w-[65ch] text-muted-foreground">{lead}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  action,
  children,
  className,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  return (
    <section className={cn("grid min-w-0 grid-cols-1 gap-3", className)}>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <h2 className="text-section">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** A detail: the story in the middle, the facts in a side panel that stays in view. */
export function DetailColumns({ side, children }: { side: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-w-0 gap-6 lg:grid-cols-[minmax(0,1fr)_20rem] lg:items-start">
      <div className="grid min-w-0 grid-cols-1 gap-6">{children}</div>
      <aside aria-label="Facts" className="grid min-w-0 gap-6 lg:sticky lg:top-20">
        {side}
      </aside>
    </div>
  );
}
