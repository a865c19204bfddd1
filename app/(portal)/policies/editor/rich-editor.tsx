"use client";

import { EditorContent, useEditor } from "@tiptap/react";
import { useState } from "react";
import type { RichNode } from "@/lib/policies/writing/rich-node";
import { policyExtensions } from "./extensions";
import { Toolbar } from "./toolbar";
import { useRichText } from "./use-rich-text";

type Props = {
  document: RichNode;
  /** Pictures can be added once there is a policy they belong to. */
  policyId?: string;
  id: string;
  labelledBy: string;
  describedBy?: string;
  onText: (text: string) => void;
};

/** The rich editor over a policy's Markdown (P1). Its own part of the page's code: only who writes loads it. */
export default function RichEditor({ document, policyId, id, labelledBy, describedBy, onText }: Props) {
  const [first] = useState(document);
  const editor = useEditor({
    extensions: policyExtensions,
    content: first,
    immediatelyRender: false,
    // Its style sheet stands in reading.css: no style element, no nonce.
    injectCSS: false,
    editorProps: {
      attributes: {
        id,
        role: "textbox",
        "aria-multiline": "true",
        "aria-labelledby": labelledBy,
        ...(describedBy ? { "aria-describedby": describedBy } : {}),
        class: "reading rich-text",
      },
    },
  });
  useRichText(editor, onText);
  if (!editor) return <div className="min-h-96" aria-busy="true" />;
  return (
    <div className="min-w-0 rounded-md border border-input bg-card">
      <Toolbar editor={editor} policyId={policyId} controls={id} />
      <EditorContent editor={editor} />
    </div>
  );
}
