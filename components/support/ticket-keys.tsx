"use client";

import { useLayoutEffect, useRef } from "react";

/** The desk by keys: j and k along the queue, r reply, n note, a assign to me. Off with single keys (WCAG 2.1.4). */
export function TicketKeys() {
  const last = useRef({ key: "", at: 0 });
  // With the page, not after it is painted: what can be seen listens.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const before = last.current;
      last.current = { key: event.key, at: event.timeStamp };
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (localStorage.getItem("plinto-single-keys") === "off" || document.querySelector('[role="dialog"]')) return;
      // "g r" goes somewhere else: the second key of a sequence is not ours.
      if (before.key === "g" && event.timeStamp - before.at < 1000) return;
      const act = acts[event.key];
      if (!act?.()) return;
      event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  return null;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function step(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLAnchorElement>("[data-ticket-row]")];
  const focused = rows.indexOf(document.activeElement as HTMLAnchorElement);
  const current = focused >= 0 ? focused : rows.findIndex((row) => row.getAttribute("aria-current") === "page");
  const next = rows[current + by] ?? (current < 0 ? rows[0] : undefined);
  next?.focus();
  return next !== undefined;
}

function compose(mode: "reply" | "note"): boolean {
  const radio = document.querySelector<HTMLInputElement>(`#mode-${mode}`);
  radio?.click();
  document.querySelector<HTMLElement>(`[data-mode="${mode}"] textarea`)?.focus();
  return radio !== null;
}

function take(): boolean {
  const button = document.querySelector<HTMLButtonElement>("[data-take-ticket] button[type=submit]");
  button?.click();
  return button !== null;
}

const acts: Record<string, () => boolean> = {
  j: () => step(1),
  k: () => step(-1),
  r: () => compose("reply"),
  n: () => compose("note"),
  a: take,
};
