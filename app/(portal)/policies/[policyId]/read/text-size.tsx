"use client";

import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";

const sizes = [
  { label: "Ordinary text", zoom: 1, sign: "text-sm" },
  { label: "Larger text", zoom: 1.2, sign: "text-section" },
  { label: "Largest text", zoom: 1.45, sign: "text-title" },
] as const;
const kept = "policy-text-size";

/** Size of the text, kept on this device. Without JavaScript the browser's own zoom does it. */
export function TextSize({ text }: { text: string }) {
  const [chosen, setChosen] = useState(0);
  useEffect(() => {
    const before = Number(window.localStorage.getItem(kept));
    if (before in sizes) setChosen(before);
  }, []);
  useEffect(() => {
    const area = document.getElementById(text);
    if (area) area.style.setProperty("zoom", String(sizes[chosen]?.zoom ?? 1));
  }, [chosen, text]);
  return (
    <fieldset className="flex gap-2 noscript:hidden print:hidden">
      <legend className="sr-only">Size of the text</legend>
      {sizes.map(({ label, sign }, index) => (
        <Button
          key={label}
          variant={index === chosen ? "secondary" : "ghost"}
          size="icon"
          aria-label={label}
          aria-pressed={index === chosen}
          onClick={() => {
            setChosen(index);
            window.localStorage.setItem(kept, String(index));
          }}
        >
          <span aria-hidden="true" className={sign}>
            A
          </span>
        </Button>
      ))}
    </fieldset>
  );
}
