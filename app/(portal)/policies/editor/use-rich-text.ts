"use client";

import type { Editor } from "@tiptap/core";
import { useEffect, useRef } from "react";
import { markdownOf } from "@/lib/policies/writing/markdown-tree";
import { treeOf } from "@/lib/policies/writing/rich-document";
import type { RichNode } from "@/lib/policies/writing/rich-node";

const pause = 250;

/** Tells the Markdown of what stands in the editor a moment after the last key, and at once when it is left. */
export function useRichText(editor: Editor | null, tell: (text: string) => void): void {
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (!editor) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      if (timer === undefined) return;
      clearTimeout(timer);
      timer = undefined;
      latest.current(markdownOf(treeOf(editor.getJSON() as RichNode)));
    };
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(flush, pause);
    };
    editor.on("update", changed);
    editor.on("blur", flush);
    return () => {
      flush();
      editor.off("update", changed);
      editor.off("blur", flush);
    };
  }, [editor]);
}
