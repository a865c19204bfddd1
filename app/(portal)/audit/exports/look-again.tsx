"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/**
 * Reads the page again every two seconds while something is being built, if anybody is looking. While the portal does not answer it
 * waits: Next would leave the page for the browser's own error.
 */
export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    let gone = false;
    const timer = setInterval(async () => {
      if (document.visibilityState === "visible" && (await answers()) && !gone) router.refresh();
    }, 2_000);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [router]);
  return null;
}

const answers = () =>
  fetch("/api/health", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
