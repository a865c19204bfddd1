import { ChevronRight } from "lucide-react";
import type { Keeping } from "@/lib/policies/reading/layouts";
import { DiffView } from "../../diff-view";

/** What changed since the reader last acknowledged, folded until they want to see it. */
export function WhatChanged({
  previous,
  text,
  note,
  material,
  ...keeping
}: Keeping & {
  previous: { number: number; text: string; acknowledged: boolean };
  text: string;
  note: string;
  material: boolean;
}) {
  return (
    <details className="group rounded-lg border border-border bg-card">
      <summary className="flex min-h-11 items-center gap-2 rounded-lg px-4 py-2 font-medium">
        <ChevronRight aria-hidden="true" className="size-4 shrink-0 group-open:rotate-90" />
        <span>
          What changed since version {previous.number}
          {previous.acknowledged ? ", which you acknowledged" : ""}
        </span>
      </summary>
      <div className="grid gap-4 border-t border-border px-4 py-4">
        {note ? <p className="wrap-anywhere">{note}</p> : null}
        <p className="text-muted-foreground">
          {material
            ? "A material change: everybody is asked again."
            : "An editorial change: what was acknowledged stays so."}
        </p>
        <DiffView {...keeping} before={previous.text} after={text} />
      </div>
    </details>
  );
}
