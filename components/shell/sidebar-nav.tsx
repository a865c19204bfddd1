"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "../ui/cn";
import { currentHref, type DrawnGroup, type DrawnItem } from "./navigation";

/** The groups as links; folded to icons it keeps their names for the ear and as a hint on hover. */
export function SidebarNav({
  groups,
  folded = false,
  onNavigate,
}: {
  groups: readonly DrawnGroup[];
  folded?: boolean;
  onNavigate?: () => void;
}) {
  const current = currentHref(usePathname(), groups);
  return (
    <nav aria-label="Main" className="grid gap-4">
      {groups.map((group) => (
        <div key={group.label ?? "first"} className="grid gap-0.5">
          {group.label ? (
            <p className={cn("px-3 pb-1 text-xs font-medium text-muted-foreground", folded && "sr-only")}>
              {group.label}
            </p>
          ) : null}
          <ul className="grid gap-0.5">
            {group.items.map((item) => (
              <li key={item.href}>
                <NavLink item={item} current={item.href === current} folded={folded} onNavigate={onNavigate} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function NavLink({
  item,
  current,
  folded,
  onNavigate,
}: {
  item: DrawnItem;
  current: boolean;
  folded: boolean;
  onNavigate?: () => void;
}) {
  return (
    <Link
      href={item.href}
      aria-current={current ? "page" : undefined}
      title={folded ? item.label : undefined}
      onClick={onNavigate}
      className={cn(
        "flex h-9 items-center gap-3 rounded-md transition-colors max-md:h-11",
        folded ? "justify-center" : "px-3",
        current
          ? "bg-primary-surface font-medium text-primary-text"
          : "text-foreground hover:bg-hover [&_svg]:text-muted-foreground",
      )}
    >
      {item.icon}
      <span className={cn("min-w-0 flex-1 truncate", folded && "sr-only")}>{item.label}</span>
      {item.count ? (
        <span className={cn("text-xs tabular-nums", folded && "sr-only")}>
          {item.count}
          <span className="sr-only"> {item.countLabel}</span>
        </span>
      ) : null}
    </Link>
  );
}
