"use client";

import type { Editor } from "@tiptap/core";
import { type KeyboardEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

/** Sets or removes the link of the selected words. No form of its own: it stands inside one. */
export function LinkPanel({ editor, close }: { editor: Editor; close: () => void }) {
  const id = useId();
  const [address, setAddress] = useState<string>(String(editor.getAttributes("link").href ?? ""));
  const allowed = /^(https?:\/\/|mailto:|\/|#)\S+$/.test(address);
  const set = () => {
    if (!allowed) return;
    const chain = editor.chain().focus().extendMarkRange("link");
    if (editor.state.selection.empty && !editor.isActive("link"))
      chain.insertContent({ type: "text", text: address, marks: [{ type: "link", attrs: { href: address } }] }).run();
    else chain.setLink({ href: address }).run();
    close();
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Enter") event.preventDefault();
    if (event.key === "Enter") set();
    if (event.key === "Escape") close();
  };
  return (
    <div className="flex flex-wrap items-end gap-2 border-t border-border p-3">
      <label htmlFor={id} className="grid min-w-0 flex-1 gap-1">
        <span className="font-medium">Address of the link</span>
        <Input
          id={id}
          autoFocus
          value={address}
          placeholder="https://"
          onChange={(event) => setAddress(event.target.value.trim())}
          onKeyDown={keys}
        />
      </label>
      <Button type="button" variant="secondary" onClick={set} disabled={!allowed}>
        Set link
      </Button>
      {editor.isActive("link") ? (
        <Button
          type="button"
          variant="ghost"
          onClick={() => {
            editor.chain().focus().extendMarkRange("link").unsetLink().run();
            close();
          }}
        >
          Remove link
        </Button>
      ) : null}
    </div>
  );
}
