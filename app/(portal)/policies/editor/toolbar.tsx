"use client";

import type { Editor } from "@tiptap/core";
import { useEditorState } from "@tiptap/react";
import {
  Bold,
  Code,
  Image as ImageIcon,
  Italic,
  Link as LinkIcon,
  List,
  ListOrdered,
  type LucideIcon,
  Minus,
  Quote,
  Redo2,
  Strikethrough,
  Table as TableIcon,
  Undo2,
} from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { cn } from "@/components/ui/cn";
import { LinkPanel } from "./link-panel";
import { PicturePanel } from "./picture-panel";
import { TableButtons } from "./table-buttons";
import { ToolButton } from "./tool-button";

type Tool = { label: string; icon: LucideIcon; active?: string; run: (editor: Editor) => void };

const tools: readonly Tool[][] = [
  [
    { label: "Bold", icon: Bold, active: "bold", run: (editor) => editor.chain().focus().toggleBold().run() },
    { label: "Italic", icon: Italic, active: "italic", run: (editor) => editor.chain().focus().toggleItalic().run() },
    {
      label: "Struck through",
      icon: Strikethrough,
      active: "strike",
      run: (editor) => editor.chain().focus().toggleStrike().run(),
    },
    { label: "Code", icon: Code, active: "code", run: (editor) => editor.chain().focus().toggleCode().run() },
  ],
  [
    {
      label: "List",
      icon: List,
      active: "bulletList",
      run: (editor) => editor.chain().focus().toggleBulletList().run(),
    },
    {
      label: "Numbered list",
      icon: ListOrdered,
      active: "orderedList",
      run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    },
    {
      label: "Quotation",
      icon: Quote,
      active: "blockquote",
      run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    },
    { label: "Line across", icon: Minus, run: (editor) => editor.chain().focus().setHorizontalRule().run() },
  ],
];

/** Moves by arrow keys, as toolbars do; each tool says what it is and whether it is on. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
  if (step === 0 || (event.target as HTMLElement).tagName === "SELECT") return;
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>("button, select")];
  all.at((all.indexOf(event.target as HTMLElement) + step) % all.length)?.focus();
  event.preventDefault();
}

export function Toolbar({ editor, policyId, controls }: { editor: Editor; policyId?: string; controls: string }) {
  const [panel, setPanel] = useState<"link" | "picture" | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  const on = useEditorState({
    editor,
    selector: ({ editor: now }) => ({
      level: [1, 2, 3, 4, 5, 6].find((level) => now.isActive("heading", { level })) ?? 0,
      active: [...tools.flat(), { active: "link" }].flatMap(({ active }) =>
        active && now.isActive(active) ? active : [],
      ),
      table: now.isActive("table"),
      undo: now.can().undo(),
      redo: now.can().redo(),
    }),
  });
  const close = () => {
    setPanel(null);
    editor.commands.focus();
  };
  const heading = (level: number) => {
    const chain = editor.chain().focus();
    if (level === 0) chain.setParagraph().run();
    else chain.setHeading({ level: level as 2 }).run();
  };
  return (
    <div className="z-10 rounded-t-md border-b border-border bg-card md:sticky md:top-14">
      <div
        ref={bar}
        role="toolbar"
        aria-label="Formatting"
        aria-controls={controls}
        onKeyDown={moveFocus}
        className="flex flex-wrap items-center gap-x-3 gap-y-1 p-1.5"
      >
        <select
          aria-label="Kind of paragraph"
          value={on.level}
          onChange={(event) => heading(Number(event.target.value))}
          className={cn("h-8 rounded-md border border-input bg-card px-2 max-md:h-11")}
        >
          <option value={0}>Text</option>
          <option value={2}>Section</option>
          <option value={3}>Subsection</option>
          <option value={4}>Minor heading</option>
          {[1, 5, 6].includes(on.level) ? <option value={on.level}>Heading {on.level}</option> : null}
        </select>
        {tools.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the groups never change
          <div key={index} className="flex flex-wrap">
            {group.map(({ label, icon, active, run }) => (
              <ToolButton
                key={label}
                label={label}
                icon={icon}
                pressed={active ? on.active.includes(active) : undefined}
                onPress={() => run(editor)}
              />
            ))}
          </div>
        ))}
        <div className="flex flex-wrap">
          <ToolButton
            label="Link"
            icon={LinkIcon}
            pressed={on.active.includes("link")}
            onPress={() => setPanel(panel === "link" ? null : "link")}
          />
          {policyId ? (
            <ToolButton
              label="Picture"
              icon={ImageIcon}
              onPress={() => setPanel(panel === "picture" ? null : "picture")}
            />
          ) : null}
          <ToolButton
            label="Table"
            icon={TableIcon}
            disabled={on.table}
            onPress={() => editor.chain().focus().insertTable({ rows: 3, cols: 2, withHeaderRow: true }).run()}
          />
        </div>
        {on.table ? <TableButtons editor={editor} /> : null}
        <div className="flex flex-wrap">
          <ToolButton
            label="Undo"
            icon={Undo2}
            disabled={!on.undo}
            onPress={() => editor.chain().focus().undo().run()}
          />
          <ToolButton
            label="Redo"
            icon={Redo2}
            disabled={!on.redo}
            onPress={() => editor.chain().focus().redo().run()}
          />
        </div>
      </div>
      {panel === "link" ? <LinkPanel editor={editor} close={close} /> : null}
      {panel === "picture" && policyId ? <PicturePanel editor={editor} policyId={policyId} close={close} /> : null}
    </div>
  );
}
