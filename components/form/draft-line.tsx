"use client";

import { formatDay, formatTime, localDay } from "../status/calendar";
import { Button } from "../ui/button";

/** Says that what stands in the fields was typed before, and when; with the way to be rid of it. */
export function DraftLine({ since, zone, onDiscard }: { since: string; zone: string; onDiscard: () => void }) {
  const today = JSON.stringify(localDay(since, zone)) === JSON.stringify(localDay(new Date(), zone));
  const day = today ? "" : `${formatDay(since, zone, { year: false })}, `;
  return (
    <p data-draft role="status" className="flex flex-wrap items-center gap-x-3 gap-y-1 text-muted-foreground">
      {`Your draft of ${day}${formatTime(since, zone)} is back.`}
      <Button variant="ghost" size="sm" onClick={onDiscard}>
        Discard it
      </Button>
    </p>
  );
}
