"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";

/** Copies `value`; `label` names it ("Copy hash"). Without JavaScript it is not shown: the value itself can be selected. */
export function CopyButton({
  value,
  label,
  showLabel = false,
  className,
}: {
  value: string;
  label: string;
  showLabel?: boolean;
  className?: string;
}) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const words = state === "copied" ? "Copied" : state === "failed" ? "Could not copy: select it by hand" : label;
  return (
    <Button
      variant="ghost"
      size={showLabel ? "sm" : "icon-sm"}
      aria-label={showLabel ? undefined : label}
      title={showLabel ? undefined : words}
      className={cn("noscript:hidden", className)}
      onClick={() =>
        navigator.clipboard.writeText(value).then(
          () => setState("copied"),
          () => setState("failed"),
        )
      }
    >
      {state === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      {showLabel ? words : null}
      <span role="status" className="sr-only">
        {state === "idle" || showLabel ? "" : words}
      </span>
    </Button>
  );
}
