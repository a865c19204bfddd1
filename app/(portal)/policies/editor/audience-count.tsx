"use client";

import { useEffect, useRef, useState } from "react";
import { audienceOf } from "./draft-body";

/** How many people the ticked boxes reach today, counted by the portal a moment after each change (P11). */
export function AudienceCount({ people: known }: { people?: number }) {
  const [people, setPeople] = useState(known);
  const [busy, setBusy] = useState(false);
  const anchor = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    const form = anchor.current?.closest("form");
    if (!form) return;
    let timer = 0;
    let asked = "";
    const count = async () => {
      const audience = audienceOf(new FormData(form));
      const body = JSON.stringify({ audience });
      if (body === asked) return;
      asked = body;
      if (audience.length === 0) return setPeople(0);
      setBusy(true);
      const headers = { "content-type": "application/json" };
      const response = await fetch("/api/v1/policies/audience-size", { method: "POST", headers, body }).catch(
        () => null,
      );
      const answer = response?.ok ? ((await response.json()) as { people: number }) : null;
      if (asked === body) setBusy(false);
      if (asked === body) setPeople(answer?.people);
    };
    const changed = (event: Event) => {
      if (!/^(audience|for:|except:)/.test((event.target as HTMLInputElement | null)?.name ?? "")) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(count, 300);
    };
    if (known === undefined) void count();
    form.addEventListener("change", changed);
    return () => {
      window.clearTimeout(timer);
      form.removeEventListener("change", changed);
    };
  }, [known]);

  return (
    <p ref={anchor} role="status" aria-busy={busy} className="min-h-6 font-medium tabular-nums">
      {people === undefined ? "" : people === 1 ? "1 person today" : `${people.toLocaleString("en-GB")} people today`}
    </p>
  );
}
