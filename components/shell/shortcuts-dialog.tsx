"use client";

import { Checkbox } from "../ui/checkbox";
import { Dialog, DialogContent, DialogTitle } from "../ui/dialog";
import { Kbd } from "../ui/kbd";

export type ShortcutHelp = { keys: string; does: string };

const always: readonly ShortcutHelp[] = [
  { keys: "⌘ K", does: "Search or jump to a page (Ctrl K on Windows and Linux)" },
  { keys: "?", does: "Show these shortcuts" },
  { keys: "Esc", does: "Close what is open" },
];

/** All keys in one place, and the switch for single keys (WCAG 2.1.4: they can get in the way of speech input). */
export function ShortcutsDialog({
  open,
  onOpenChange,
  singleKeys,
  onSingleKeysChange,
  help,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  singleKeys: boolean;
  onSingleKeysChange: (on: boolean) => void;
  help: readonly ShortcutHelp[];
}) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogTitle>Keyboard shortcuts</DialogTitle>
        <dl className="grid">
          {[...always, ...help].map(({ keys, does }) => (
            <div
              key={`${keys}-${does}`}
              className="flex min-h-9 items-center justify-between gap-4 border-b border-border py-1"
            >
              <dt>{does}</dt>
              <dd className="flex shrink-0 gap-1">
                {keys.split(" ").map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <label htmlFor="single-keys" className="flex items-center gap-3">
          <Checkbox
            id="single-keys"
            checked={singleKeys}
            onChange={(event) => onSingleKeysChange(event.target.checked)}
          />
          Use shortcuts of single keys
        </label>
      </DialogContent>
    </Dialog>
  );
}
