"use client";

import { FileText, Keyboard as KeyboardIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { Command, CommandEmpty, CommandGroup, CommandInput, CommandItem, CommandList } from "../ui/command";
import { Dialog, DialogContent, DialogTitle } from "../ui/dialog";
import type { DrawnGroup, PaletteEntry } from "./navigation";

/** Jump anywhere by typing: the pages of the sidebar, then what else the page authors give. Fetched when first opened. */
export function CommandPalette({
  open,
  onOpenChange,
  groups,
  entries,
  onShowShortcuts,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  groups: readonly DrawnGroup[];
  entries: readonly PaletteEntry[];
  onShowShortcuts: () => void;
}) {
  const router = useRouter();
  const pages = groups.flatMap((group) =>
    group.items.map((item): PaletteEntry => ({ ...item, group: "Pages", keywords: group.label })),
  );
  const byGroup = Map.groupBy([...pages, ...entries], (entry) => entry.group);
  const close = (then: () => void) => {
    onOpenChange(false);
    then();
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        className="max-w-xl gap-0 overflow-hidden p-0 [&>button]:hidden"
        onOpenAutoFocus={(event) => {
          event.preventDefault();
          (event.currentTarget as HTMLElement | null)?.querySelector("input")?.focus();
        }}
      >
        <DialogTitle className="sr-only">Search or jump to a page</DialogTitle>
        <Command label="Search or jump to a page" loop>
          <CommandInput placeholder="Type a page or an action" />
          <CommandList>
            <CommandEmpty>Nothing by that name. Try fewer letters.</CommandEmpty>
            {[...byGroup].map(([group, items]) => (
              <CommandGroup key={group} heading={group}>
                {items.map((item) => (
                  <CommandItem
                    key={`${item.href}-${item.label}`}
                    value={`${item.group} ${item.label}`}
                    keywords={item.keywords ? [item.keywords] : undefined}
                    onSelect={() => close(() => router.push(item.href))}
                  >
                    {item.icon ?? <FileText aria-hidden="true" />}
                    {item.label}
                  </CommandItem>
                ))}
              </CommandGroup>
            ))}
            <CommandGroup heading="Help">
              <CommandItem value="Keyboard shortcuts" onSelect={() => close(onShowShortcuts)}>
                <KeyboardIcon aria-hidden="true" />
                Keyboard shortcuts
              </CommandItem>
            </CommandGroup>
          </CommandList>
        </Command>
      </DialogContent>
    </Dialog>
  );
}
