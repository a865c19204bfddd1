import { CircleAlert, CircleCheck, CircleDashed, Info, type LucideIcon, TriangleAlert } from "lucide-react";
import { cn } from "./cn";
import type { Tone } from "./tone";

export const toneIcons: Record<Tone, LucideIcon> = {
  neutral: CircleDashed,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  danger: CircleAlert,
};

export function ToneIcon({ tone, className }: { tone: Tone; className?: string }) {
  const Icon = toneIcons[tone];
  return <Icon aria-hidden="true" className={cn("size-4 shrink-0", className)} />;
}
