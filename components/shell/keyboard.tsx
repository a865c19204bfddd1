"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Button } from "../ui/button";
import { useLater } from "../ui/use-later";
import { noKeys, pressKey } from "./key-sequences";
import type { DrawnGroup, PaletteEntry } from "./navigation";
import type { ShortcutHelp } from "./shortcuts-dialog";

const setting = "plinto-single-keys";

/** The search button, whose face is `children`, and everything that listens to keys: palette (⌘K, Ctrl-K), help (?), "go to" sequences. */
export function Keyboard({
  groups,
  entries,
  help = [],
  children,
}: {
  groups: readonly DrawnGroup[];
  entries: readonly PaletteEntry[];
  help?: readonly ShortcutHelp[];
  children: ReactNode;
}) {
  const router = useRouter();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const [singleKeys, setSingleKeys] = useState(true);
  const [Palette, fetchPalette] = useLater(() => import("./command-palette").then((part) => part.CommandPalette));
  const [Help, fetchHelp] = useLater(() => import("./shortcuts-dialog").then((part) => part.ShortcutsDialog));
  const keys = useRef(noKeys);
  const places = groups.flatMap((group) => group.items).filter((item) => item.shortcut);

  useEffect(() => {
    // Where there is a keyboard both are at hand before they are asked for; a phone fetches them when they are.
    if (!window.matchMedia("(hover: hover)").matches) return;
    const timer = setTimeout(() => {
      fetchPalette();
      fetchHelp();
    }, 2000);
    return () => clearTimeout(timer);
  }, [fetchPalette, fetchHelp]);
  useEffect(() => {
    if (paletteOpen) fetchPalette();
    if (helpOpen) fetchHelp();
  }, [paletteOpen, helpOpen, fetchPalette, fetchHelp]);
  useEffect(() => setSingleKeys(localStorage.getItem(setting) !== "off"), []);
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        setPaletteOpen((open) => !open);
        return;
      }
      if (!singleKeys || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const shortcuts = ["?", ...places.map((item) => item.shortcut ?? "")];
      const { hit, state } = pressKey(keys.current, event.key, event.timeStamp, shortcuts);
      keys.current = state;
      if (hit === "?") setHelpOpen(true);
      else if (hit) router.push(places.find((item) => item.shortcut === hit)?.href ?? "/");
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  });

  return (
    <>
      <Button
        variant="secondary"
        aria-haspopup="dialog"
        onClick={() => setPaletteOpen(true)}
        className="border-border bg-background font-normal text-muted-foreground max-md:w-11 max-md:border-transparent max-md:bg-transparent max-md:px-0 md:w-64 md:justify-start noscript:hidden"
      >
        {children}
      </Button>
      {Palette ? (
        <Palette
          open={paletteOpen}
          onOpenChange={setPaletteOpen}
          groups={groups}
          entries={entries}
          onShowShortcuts={() => setHelpOpen(true)}
        />
      ) : null}
      {Help ? (
        <Help
          open={helpOpen}
          onOpenChange={setHelpOpen}
          singleKeys={singleKeys}
          onSingleKeysChange={(on) => {
            localStorage.setItem(setting, on ? "on" : "off");
            setSingleKeys(on);
          }}
          help={[...places.map((item) => ({ keys: item.shortcut ?? "", does: `Go to ${item.label}` })), ...help]}
        />
      ) : null}
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null)
  );
}
