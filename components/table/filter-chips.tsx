import { X } from "lucide-react";
import Link from "next/link";
import { type ListParams, listUrl } from "./list-url";

type Chip = { name: string; label: string; value: string };

/** How much was found, and every filter that is set with the link that takes it away. */
export function FilterChips({
  path,
  params,
  chips,
  count,
}: {
  path: string;
  params: ListParams;
  chips: readonly Chip[];
  /** "218 events" */
  count: string;
}) {
  const clear = Object.fromEntries(chips.map((chip) => [chip.name, undefined]));
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-2">
      <p className="mr-2 text-muted-foreground tabular-nums" role="status">
        {count}
      </p>
      {chips.map((chip) => (
        <Link
          key={chip.name}
          prefetch={false}
          href={listUrl(path, params, { [chip.name]: undefined })}
          className="inline-flex h-7 max-w-full items-center gap-1 rounded-md border border-border bg-card px-2 text-xs hover:bg-hover max-md:h-11"
        >
          <span className="sr-only">Remove filter </span>
          <span className="truncate">
            {chip.label}: <span className="font-medium">{chip.value}</span>
          </span>
          <X aria-hidden="true" className="size-3.5 shrink-0" />
        </Link>
      ))}
      {chips.length > 1 ? (
        <Link
          prefetch={false}
          href={listUrl(path, params, clear)}
          className="inline-flex min-h-6 items-center text-xs text-primary-text underline underline-offset-2 max-md:min-h-11"
        >
          Clear all
        </Link>
      ) : null}
    </div>
  );
}
