"use client";

import { lazy, Suspense, useEffect, useId, useRef, useState } from "react";
import { FieldError } from "@/components/form/field";
import { useField } from "@/components/form/form-context";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Textarea } from "@/components/ui/textarea";
import { normaliseMarkdown } from "@/lib/policies/markdown-text";
import type { RichNode } from "@/lib/policies/writing/rich-node";

const RichEditor = lazy(() => import("./rich-editor"));
/** What turns Markdown into the editor's document is loaded with the editor, not with the page. */
const forms = () => import("@/lib/policies/writing/rich-document");

const help =
  "Markdown: ## begins a section, - a list. What is in [square brackets] in a starter text wants your own words.";

type Mode = { kind: "text" } | { kind: "rich"; document: RichNode };
type Refusal = "none" | "other-form" | "unknown-form";

/**
 * The text of a policy: a plain field without JavaScript; with it a rich editor over the same Markdown, and a switch. A text that
 * the rich editor would write differently stays in the plain field until the author agrees (P1).
 */
export function PolicyTextField({ defaultValue, policyId }: { defaultValue?: string; policyId?: string }) {
  const field = useField("text");
  const id = useId();
  const [text, setText] = useState(field.value(defaultValue) ?? "");
  const [mode, setMode] = useState<Mode>({ kind: "text" });
  const [refusal, setRefusal] = useState<Refusal>("none");
  const [touched, setTouched] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);

  const open = async (rewrite: boolean) => {
    const { richForm, settledMarkdown } = await forms();
    const now = normaliseMarkdown(area.current?.value ?? "");
    const form = richForm(rewrite ? settledMarkdown(now) : now);
    if (!form.document) return setRefusal("unknown-form");
    if (!form.exact && now !== "") return setRefusal("other-form");
    setText(rewrite ? settledMarkdown(now) : now);
    setRefusal("none");
    setMode({ kind: "rich", document: form.document });
  };
  const opened = useRef(open);
  useEffect(() => {
    // Whoever began to write before the editor was there is not interrupted.
    const field = area.current;
    if (field && field.value === field.defaultValue) void opened.current(false);
  }, []);
  // The form learns of what was written in the rich editor as it does of typing in a field.
  useEffect(() => {
    if (touched > 0) area.current?.dispatchEvent(new Event("input", { bubbles: true }));
  }, [touched]);

  const rich = mode.kind === "rich";
  const described = `${id}-help`;
  return (
    <div data-slot="field" className="grid min-w-0 gap-1.5">
      <div className="flex flex-wrap items-end justify-between gap-2">
        <label id={`${id}-label`} htmlFor={rich ? `${id}-rich` : field.id} className="font-medium">
          Text
        </label>
        <fieldset className="flex gap-1">
          <legend className="sr-only">How to write</legend>
          <Choice label="Rich text" checked={rich} onChoose={() => void open(false)} />
          <Choice label="As Markdown" checked={!rich} onChoose={() => setMode({ kind: "text" })} />
        </fieldset>
      </div>
      {refusal === "other-form" && !rich ? (
        <Alert tone="info" live="polite" title="Shown as Markdown">
          <p>
            This text uses forms of Markdown that the rich editor would write differently. Nothing has been changed. You
            can go on here, or let the portal rewrite it once; the meaning stays the same.
          </p>
          <Button type="button" variant="secondary" size="sm" className="mt-2" onClick={() => void open(true)}>
            Rewrite and open rich text
          </Button>
        </Alert>
      ) : null}
      {refusal === "unknown-form" && !rich ? (
        <Alert tone="info" live="polite" title="Shown as Markdown">
          This text has parts the rich editor does not know, such as footnotes, task lists or HTML. Edit it here.
        </Alert>
      ) : null}
      <Textarea
        ref={area}
        id={field.id}
        name="text"
        rows={24}
        dir="auto"
        required={!rich}
        hidden={rich}
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-describedby={cn(described, field.errors.length > 0 && `${field.id}-error`)}
        aria-invalid={field.errors.length > 0 || undefined}
        className="font-mono"
      />
      {rich ? (
        <Suspense fallback={<div className="min-h-96" aria-busy="true" />}>
          <RichEditor
            document={mode.document}
            policyId={policyId}
            id={`${id}-rich`}
            labelledBy={`${id}-label`}
            describedBy={described}
            onText={(now) => {
              setText(now);
              setTouched((count) => count + 1);
            }}
          />
        </Suspense>
      ) : null}
      <p id={described} className="text-muted-foreground">
        {rich ? "What is in [square brackets] in a starter text wants your own words." : help}
      </p>
      <FieldError id={field.id} errors={field.errors} />
    </div>
  );
}

function Choice({ label, checked, onChoose }: { label: string; checked: boolean; onChoose: () => void }) {
  return (
    <label className="inline-flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 has-checked:bg-primary-surface has-checked:text-primary-text has-focus-visible:ring-2 has-focus-visible:ring-ring max-md:min-h-11">
      <input type="radio" name="policy-text-mode" checked={checked} onChange={onChoose} className="accent-primary" />
      {label}
    </label>
  );
}
