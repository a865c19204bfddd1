import { Check, Monitor, Moon, Sun } from "lucide-react";
import { HeaderMenu } from "./header-menu";
import { ThemeChoice } from "./theme-choice";

const choices = [
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
  { value: "system", label: "As the system", Icon: Monitor },
] as const;

/** Light, dark, or what the system says. The button shows both pictures and the style picks one: no flash. */
export function ThemeSwitch() {
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
        {choices.map(({ value, label, Icon }) => (
          <ThemeChoice key={value} value={value} menu="theme-menu">
            <Icon aria-hidden="true" />
            {label}
            <Check aria-hidden="true" className="ml-auto hidden group-aria-pressed:block" />
          </ThemeChoice>
        ))}
      </HeaderMenu>
    </div>
  );
}
