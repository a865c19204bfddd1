"use client";

import { List } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Heading } from "@/components/status/heading-id";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog, DialogTitle, DialogTrigger } from "@/components/ui/dialog";
import { SheetContent } from "@/components/ui/sheet";

/** Contents list beside the text; marks the section that is being read. */
export function Contents({ headings }: { headings: readonly Heading[] }) {
  const current = useCurrent(headings);
  return (
    <nav aria-label="Contents" className="max-lg:hidden print:hidden">
      <div className="sticky top-20 max-h-[calc(100dvh-14rem)] overflow-y-auto p-1">
        <p className="mb-2 text-xs font-medium text-muted-foreground">Contents</p>
        <Links headings={headings} current={current} />
      </div>
    </nav>
  );
}

/** On a phone: the same behind a button; without JavaScript as a fold. */
export function ContentsSheet({ headings }: { headings: readonly Heading[] }) {
  const [open, setOpen] = useState(false);
  const chosen = useRef<string | null>(null);
  if (headings.length === 0) return null;
  return (
    <div className="lg:hidden print:hidden">
      <Dialog open={open} onOpenChange={setOpen}>
        <DialogTrigger asChild>
          <Button variant="secondary" className="noscript:hidden">
            <List aria-hidden="true" /> Contents
          </Button>
        </DialogTrigger>
        <SheetContent
          side="bottom"
          onCloseAutoFocus={(event) => {
            if (!chosen.current) return;
            // The page could not scroll while the sheet was open, and the focus must not take it back to the button.
            event.preventDefault();
            window.location.hash = chosen.current;
            document.getElementById(chosen.current)?.scrollIntoView();
            chosen.current = null;
          }}
        >
          <DialogTitle>Contents</DialogTitle>
          <nav aria-label="Contents">
            <Links
              headings={headings}
              onChosen={(id) => {
                chosen.current = id;
                setOpen(false);
              }}
            />
          </nav>
        </SheetContent>
      </Dialog>
      <noscript>
        <details>
          <summary className="flex min-h-11 items-center font-medium">Contents</summary>
          <Links headings={headings} />
        </details>
      </noscript>
    </div>
  );
}

function Links({
  headings,
  current,
  onChosen,
}: {
  headings: readonly Heading[];
  current?: string;
  onChosen?: (id: string) => void;
}) {
  return (
    <ul className="grid">
      {headings.map(({ id, text, level }) => (
        <li key={id}>
          <a
            href={`#${id}`}
            onClick={(event) => {
              if (!onChosen) return;
              event.preventDefault();
              onChosen(id);
            }}
            aria-current={id === current ? "location" : undefined}
            className={cn(
              "block rounded-md border-l-2 border-transparent px-3 py-1.5 wrap-anywhere hover:bg-hover max-lg:py-3",
              level === 3 && "pl-6 text-muted-foreground",
              id === current && "rounded-l-none border-primary font-medium text-primary-text",
            )}
          >
            {text}
          </a>
        </li>
      ))}
    </ul>
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
