"use client";

import type { LucideIcon } from "lucide-react";
import { cn } from "@/components/ui/cn";

/** One tool. Pressing it with the mouse leaves the selection in the text where it is. */
export function ToolButton({
  label,
  icon: Icon,
  pressed,
  disabled = false,
  onPress,
}: {
  label: string;
  icon: LucideIcon;
  pressed?: boolean;
  disabled?: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      aria-disabled={disabled || undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => {
        if (!disabled) onPress();
      }}
      className={cn(
        "grid size-8 place-items-center rounded-md max-md:size-11",
        pressed && "bg-primary-surface",
        disabled ? "text-muted-foreground opacity-60" : ["hover:bg-hover", pressed && "text-primary-text"],
      )}
    >
      <Icon aria-hidden="true" className="size-4" />
    </button>
  );
}
