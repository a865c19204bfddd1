import Link from "next/link";
import { countWords } from "@/components/table/list-url";
import { tabClasses } from "@/components/ui/tabs";

const views = [
  { value: "all", label: "All" },
  { value: "open", label: "Open" },
  { value: "changes", label: "Removals and changes" },
  { value: "exceptions", label: "Exceptions" },
] as const;

/** Which decisions are shown; each view has an address. */
export function ViewLinks({ path, view, count }: { path: string; view: string | undefined; count: number }) {
  const current = views.find(({ value }) => value === view)?.value ?? "all";
  return (
    <nav
      aria-label="View"
      className="flex flex-wrap items-center justify-between gap-x-4 overflow-x-auto border-b border-border p-0.5 pb-0"
    >
      <ul className="flex gap-1">
        {views.map(({ value, label }) => (
          <li key={value} className="flex">
            <Link
              href={value === "all" ? path : `${path}?view=${value}`}
              prefetch={false}
              aria-current={value === current ? "page" : undefined}
              className={tabClasses}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
      <span className="text-muted-foreground tabular-nums">{countWords(count, "decision")}</span>
    </nav>
  );
}
