"use client";

import { List } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { useLater } from "@/components/ui/use-later";
import type { Heading } from "@/lib/policies/reading/heading-id";
import { ContentsLinks } from "./contents-links";

/** Contents list beside the text; marks the section that is being read. */
export function Contents({ headings }: { headings: readonly Heading[] }) {
  const current = useCurrent(headings);
  return (
    <nav aria-label="Contents" className="max-lg:hidden print:hidden">
      <div className="sticky top-20 max-h-[calc(100dvh-14rem)] overflow-y-auto p-1">
        <p className="mb-2 text-xs font-medium text-muted-foreground">Contents</p>
        <ContentsLinks headings={headings} current={current} />
      </div>
    </nav>
  );
}

/** On a phone: the same behind a button; without JavaScript as a fold. */
export function ContentsSheet({ headings }: { headings: readonly Heading[] }) {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const [Sheet, fetchSheet] = useLater(() => import("./contents-sheet").then((part) => part.Sheet));
  if (headings.length === 0) return null;
  return (
    <div className="lg:hidden print:hidden">
      <Button
        ref={opener}
        variant="secondary"
        aria-haspopup="dialog"
        aria-expanded={open}
        className="noscript:hidden"
        onClick={() => {
          fetchSheet();
          setOpen(true);
        }}
      >
        <List aria-hidden="true" /> Contents
      </Button>
      {Sheet ? <Sheet headings={headings} open={open} onOpenChange={setOpen} opener={opener} /> : null}
      <noscript>
        <details>
          <summary className="flex min-h-11 items-center font-medium">Contents</summary>
          <ContentsLinks headings={headings} />
        </details>
      </noscript>
    </div>
  );
}

/** The last heading above the upper third of the screen. */
function useCurrent(headings: readonly Heading[]): string | undefined {
  const [current, setCurrent] = useState(headings[0]?.id);
  useEffect(() => {
    const look = () => {
      const passed = headings.filter(({ id }) => {
        const top = document.getElementById(id)?.getBoundingClientRect().top;
        return top !== undefined && top < window.innerHeight / 3;
      });
      setCurrent((passed.at(-1) ?? headings[0])?.id);
    };
    look();
    window.addEventListener("scroll", look, { passive: true });
    return () => window.removeEventListener("scroll", look);
  }, [headings]);
  return current;
}
