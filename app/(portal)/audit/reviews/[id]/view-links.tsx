import Link from "next/link";
import { countWords } from "@/components/table/list-url";
import { cn } from "@/components/ui/cn";
import { tabClasses } from "@/components/ui/tab-classes";

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
    <div className="grid min-w-0 gap-2">
      <nav aria-label="View" className="overflow-x-auto border-b border-border p-0.5 pb-0">
        <ul className="flex w-max gap-1">
          {views.map(({ value, label }) => (
            <li key={value} className="flex">
              <Link
                href={value === "all" ? path : `${path}?view=${value}`}
                prefetch={false}
                aria-current={value === current ? "page" : undefined}
                className={cn(tabClasses, "whitespace-nowrap")}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <p className="text-muted-foreground tabular-nums">{countWords(count, "decision")}</p>
    </div>
  );
}
