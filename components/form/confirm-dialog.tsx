"use client";

import { type ReactNode, useState } from "react";
import { Button } from "../ui/button";
import { Dialog, DialogContent, DialogTitle, DialogTrigger } from "../ui/dialog";
import { ActionForm } from "./action-form";
import { TextField } from "./text-field";
import type { FormAction } from "./use-server-form";

type Props = {
  /** The verb, on the button that opens, on the one that does it, and in the trail: "Erase data". */
  verb: string;
  title: string;
  /** What exactly, how many, and what stays. */
  children: ReactNode;
  /** What must be typed, for what cannot be undone; leave out for what can. */
  reference?: string;
  action: FormAction;
  organizationId?: string;
  hidden?: Record<string, string | number>;
  variant?: "destructive" | "secondary" | "primary";
  size?: "sm" | "md";
  onSuccess?: () => void;
};

/** Asks before it acts. Without JavaScript the same question is a fold in the page. Posts `confirmation`. */
export function ConfirmDialog(props: Props) {
  const { verb, title, variant = "destructive", size = "md" } = props;
  const [open, setOpen] = useState(false);
  return (
    <>
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogTrigger asChild>
          <Button variant={variant === "destructive" ? "secondary" : variant} size={size} className="noscript:hidden">
            {verb}
          </Button>
        </DialogTrigger>
        <DialogContent>
          <DialogTitle>{title}</DialogTitle>
          <ConfirmForm {...props} onCancel={() => setOpen(false)} onDone={() => setOpen(false)} />
        </DialogContent>
      </Dialog>
      <noscript>
        <details className="rounded-lg border border-border bg-card p-4">
          <summary className="flex min-h-6 items-center font-medium max-md:min-h-11">{verb}</summary>
          <div className="mt-3 grid gap-3">
            <p className="text-section">{title}</p>
            <ConfirmForm {...props} unchecked />
          </div>
        </details>
      </noscript>
    </>
  );
}

function ConfirmForm({
  verb,
  children,
  reference,
  action,
  organizationId,
  hidden,
  variant = "destructive",
  unchecked = false,
  onSuccess,
  onCancel,
  onDone,
}: Props & {
  unchecked?: boolean;
  onCancel?: () => void;
  onDone?: () => void;
}) {
  const [typed, setTyped] = useState("");
  return (
    <ActionForm
      action={action}
      organizationId={organizationId}
      hidden={hidden}
      submitLabel={verb}
      destructive={variant === "destructive"}
      submitDisabled={!unchecked && reference !== undefined && typed.trim() !== reference}
      onSuccess={() => {
        onDone?.();
        onSuccess?.();
      }}
      secondary={
        onCancel ? (
          <Button variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
        ) : null
      }
    >
      <div className="text-muted-foreground [&_strong]:text-foreground">{children}</div>
      {reference ? (
        <TextField
          name="confirmation"
          label={`Type ${reference} to confirm`}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      ) : null}
    </ActionForm>
  );
}
