"use client";

import { useEffect } from "react";

/**
 * Last in the body. Says on <html> that React has taken the page over (`data-listening`), and gives the keys that were pressed
 * before to whoever hears them now.
 */
export function Listening() {
  useEffect(() => {
    document.documentElement.dataset.listening = "true";
    for (const key of window.plintoEarlyKeys?.taken() ?? []) {
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent("keydown", { ...key, bubbles: true, cancelable: true }),
      );
    }
  }, []);
  return null;
}
