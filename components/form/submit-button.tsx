"use client";

import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "../ui/button";

/**
 * The button of a form: a verb. While the form is on its way it shows progress and cannot be pressed again;
 * `aria-disabled` rather than `disabled`, so that the focus stays where it is.
 */
export function SubmitButton({
  children,
  pendingLabel,
  disabled = false,
  onClick,
  ...props
}: ComponentProps<typeof Button> & {
  pendingLabel?: string;
}) {
  const { pending, data } = useFormStatus();
  const off = pending || disabled;
  // Of several buttons with a name the one that was pressed is on its way.
  const busy = pending && (props.name === undefined || data.get(props.name) === props.value);
  return (
    <Button
      {...props}
      type="submit"
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (off) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <LoaderCircle aria-hidden="true" className="animate-spin" /> : null}
      {busy ? (pendingLabel ?? children) : children}
    </Button>
  );
}
