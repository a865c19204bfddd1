import type { LucideIcon } from "lucide-react";
import { Badge } from "../ui/badge";
import type { Tone } from "../ui/tone";
import { toneIcons } from "../ui/tone-icon";

/** A status is always a word, an icon and a colour. `icon` only where the tone's own says too little. */
export function StatusBadge({
  tone,
  label,
  icon,
  className,
}: {
  tone: Tone;
  label: string;
  icon?: LucideIcon;
  className?: string;
}) {
  const Icon = icon ?? toneIcons[tone];
  return (
    <Badge tone={tone} className={className} data-slot="status-badge">
      <Icon aria-hidden="true" />
      {label}
    </Badge>
  );
}
