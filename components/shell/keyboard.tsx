"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { CommandPalette } from "./command-palette";
import { noKeys, pressKey } from "./key-sequences";
import type { NavGroup, PaletteEntry } from "./navigation";
import { type ShortcutHelp, ShortcutsDialog } from "./shortcuts-dialog";

const setting = "plinto-single-keys";

/** The search button and everything that listens to keys: palette (⌘K, Ctrl-K), help (?), "go to" sequences. */
export function Keyboard({
  groups,
  entries,
  help = [],
}: {
  groups: readonly NavGroup[];
  entries: readonly PaletteEntry[];
  help?: readonly ShortcutHelp[];
}) {
  const router = useRouter();
  const [paletteOpen, setPaletteOpen] = useState(false);
  const [helpOpen, setHelpOpen] = useState(false);
  const [singleKeys, setSingleKeys] = useState(true);
  const keys = useRef(noKeys);
  const places = groups.flatMap((group) => group.items).filter((item) => item.shortcut);

  useEffect(() => setSingleKeys(localStorage.getItem(setting) !== "off"), []);
  useEffect(() => {
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
      <CommandPalette
        open={paletteOpen}
        onOpenChange={setPaletteOpen}
        groups={groups}
        entries={entries}
        onShowShortcuts={() => setHelpOpen(true)}
      />
      <ShortcutsDialog
        open={helpOpen}
        onOpenChange={setHelpOpen}
        singleKeys={singleKeys}
        onSingleKeysChange={(on) => {
          localStorage.setItem(setting, on ? "on" : "off");
          setSingleKeys(on);
        }}
        help={[...places.map((item) => ({ keys: item.shortcut ?? "", does: `Go to ${item.label}` })), ...help]}
      />
    </>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null)
  );
}
