import { CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Card, CardContent, CardFooter } from "../ui/card";
import { type Fact, FactList } from "./fact-list";

/** Proof of what was just done: what, the facts, and what can be done with it (download, check). */
export function ReceiptCard({
  title,
  facts,
  actions,
  headingLevel: Heading = "h2",
}: {
  title: string;
  facts: readonly Fact[];
  actions?: ReactNode;
  headingLevel?: "h2" | "h3";
}) {
  return (
    <Card data-slot="receipt-card" className="max-w-xl">
      <div className="flex items-center gap-3 rounded-t-lg border-b border-success-border bg-success-surface px-4 py-3 text-success-text md:px-6">
        <CircleCheck aria-hidden="true" className="size-5 shrink-0" />
        <Heading className="text-section">{title}</Heading>
      </div>
      <CardContent className="pt-4 md:pt-5">
        <FactList facts={facts} />
      </CardContent>
      {actions ? <CardFooter>{actions}</CardFooter> : null}
    </Card>
  );
}
