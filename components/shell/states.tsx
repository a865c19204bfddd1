import { CircleSlash, CloudAlert, Lock, type LucideIcon, SearchX } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "../ui/cn";

type StateProps = {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  as?: "h1" | "h2" | "p";
  className?: string;
};

function State({
  icon: Icon,
  title,
  children,
  action,
  as: Heading = "p",
  className,
}: StateProps & { icon?: LucideIcon }) {
  return (
    <div
      data-slot="state"
      className={cn("mx-auto flex max-w-md flex-col items-center gap-3 px-4 py-12 text-center", className)}
    >
      {Icon ? <Icon aria-hidden="true" className="size-6 text-muted-foreground" /> : null}
      <div className="grid gap-1">
        <Heading className="text-section">{title}</Heading>
        {children ? <div className="text-muted-foreground">{children}</div> : null}
      </div>
      {action ? <div className="flex flex-wrap items-center justify-center gap-4">{action}</div> : null}
    </div>
  );
}

/** One line what will be here (`title`), why it is empty (`children`), one action and one link to learn more (`action`). */
export function EmptyState(props: StateProps) {
  return <State {...props} />;
}

/** Something broke: what happened, what was not changed, what to do; `digest` for the people who look into it. */
export function ErrorState({ digest, children, ...props }: StateProps & { digest?: string }) {
  return (
    <State {...props} icon={CloudAlert}>
      {children}
      {digest ? <p className="mt-2 text-xs">Reference for support: {digest}</p> : null}
    </State>
  );
}

/** Visible, but not yours to do: says which right is missing and who can give it. */
export function NoPermissionState(props: StateProps) {
  return <State as="h1" {...props} icon={Lock} />;
}

/** Neutral on purpose: it does not tell whether the thing exists for somebody else. */
export function NotFoundState(props: StateProps) {
  return <State as="h1" {...props} icon={SearchX} />;
}

/** Nothing found by these filters; `action` clears them. */
export function NoResultsState(props: StateProps) {
  return <State {...props} icon={CircleSlash} />;
}
