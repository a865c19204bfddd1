"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Reads the page again every two seconds while something is being built, if anybody is looking. */
export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, 2_000);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
