"use client";

import { useTheme } from "next-themes";
import { type ReactNode, useEffect, useState } from "react";
import { cn } from "../ui/cn";
import { menuItemClasses } from "../ui/menu-item";

/** One theme to choose, with its picture; what stands in it under `group-aria-pressed:` shows where it is chosen. */
export function ThemeChoice({ value, menu, children }: { value: string; menu: string; children: ReactNode }) {
  const { theme, setTheme } = useTheme();
  // What was chosen is known to this device only: the server's page cannot show it yet.
  const [known, setKnown] = useState(false);
  useEffect(() => setKnown(true), []);
  return (
    <button
      type="button"
      aria-pressed={known && theme === value}
      popoverTarget={menu}
      popoverTargetAction="hide"
      onClick={() => setTheme(value)}
      className={cn("group", menuItemClasses, "hover:bg-hover")}
    >
      {children}
    </button>
  );
}
