import { cn } from "./cn";

export function Separator({ vertical = false, className }: { vertical?: boolean; className?: string }) {
  if (!vertical) return <hr data-slot="separator" className={cn("border-t border-border", className)} />;
  return <span data-slot="separator" aria-hidden="true" className={cn("w-px self-stretch bg-border", className)} />;
}
