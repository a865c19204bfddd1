"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";

const patience = 200;

/**
 * A thin bar at the top while the next page is fetched. Pages are sent whole, so that they work without JavaScript and
 * answer 404 where nothing is: between the click and the page there would be nothing to see.
 */
export function NavigationProgress() {
  const here = `${usePathname()}?${useSearchParams()}`;
  const [from, setFrom] = useState<string | null>(null);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onClick = (event: MouseEvent) => {
      if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link?.href || link.target === "_blank" || link.hasAttribute("download")) return;
      const to = new URL(link.href);
      const leaves = to.pathname !== location.pathname || to.search !== location.search;
      if (to.origin !== location.origin || to.pathname.startsWith("/api/") || !leaves) return;
      clearTimeout(timer);
      timer = setTimeout(() => setFrom(here), patience);
    };
    document.addEventListener("click", onClick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("click", onClick);
    };
  }, [here]);

  if (from !== here) return null;
  return (
    <div aria-hidden="true" data-print="hide" className="fixed inset-x-0 top-0 z-60 h-0.5 overflow-hidden">
      <div className="h-full w-full origin-left animate-advance bg-primary" />
    </div>
  );
}
