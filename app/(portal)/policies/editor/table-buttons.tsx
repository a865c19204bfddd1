"use client";

import type { Editor } from "@tiptap/core";
import { BetweenHorizontalStart, BetweenVerticalStart, Columns3, Rows3, Trash2 } from "lucide-react";
import { ToolButton } from "./tool-button";

/** What can be done with the table the cursor is in. */
export function TableButtons({ editor }: { editor: Editor }) {
  const chain = () => editor.chain().focus();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a group of form fields
    <div role="group" aria-label="Table" className="flex flex-wrap">
      <ToolButton label="Add a row below" icon={BetweenHorizontalStart} onPress={() => chain().addRowAfter().run()} />
      <ToolButton
        label="Add a column after"
        icon={BetweenVerticalStart}
        onPress={() => chain().addColumnAfter().run()}
      />
      <ToolButton label="Remove this row" icon={Rows3} onPress={() => chain().deleteRow().run()} />
      <ToolButton label="Remove this column" icon={Columns3} onPress={() => chain().deleteColumn().run()} />
      <ToolButton label="Remove the table" icon={Trash2} onPress={() => chain().deleteTable().run()} />
    </div>
  );
}
