"use client";

import { Check, Monitor, Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect, useState } from "react";
import { cn } from "../ui/cn";
import { menuItemClasses } from "../ui/menu-item";
import { HeaderMenu } from "./header-menu";

const choices = [
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
  { value: "system", label: "As the system", Icon: Monitor },
] as const;

/** Light, dark, or what the system says. The button shows both pictures and the style picks one: no flash. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  // What was chosen is known to this device only: the server's page cannot show it yet.
  const [known, setKnown] = useState(false);
  useEffect(() => setKnown(true), []);
  return (
    <div className="contents noscript:hidden">
      <HeaderMenu
        id="theme-menu"
        label="Theme"
        side="right"
        narrow
        className="w-9 shrink-0 justify-center max-md:w-11"
        trigger={
          <>
            <Sun aria-hidden="true" className="size-4 dark:hidden" />
            <Moon aria-hidden="true" className="hidden size-4 dark:block" />
            <span className="sr-only">Theme</span>
          </>
        }
      >
        {choices.map(({ value, label, Icon }) => {
          const chosen = known && theme === value;
          return (
            <button
              key={value}
              type="button"
              aria-pressed={chosen}
              popoverTarget="theme-menu"
              popoverTargetAction="hide"
              onClick={() => setTheme(value)}
              className={cn(menuItemClasses, "hover:bg-hover")}
            >
              <Icon aria-hidden="true" />
              {label}
              {chosen ? <Check aria-hidden="true" className="ml-auto" /> : null}
            </button>
          );
        })}
      </HeaderMenu>
    </div>
  );
}
