"use client";

import { useEffect } from "react";

/** The tab's title where a page was refused: once scripts run, Next shows the title of the page that refused. */
export function DocumentTitle({ title }: { title: string }) {
  useEffect(() => {
    const before = document.title;
    const own = `${title} · Plinto`;
    document.title = own;
    return () => {
      if (document.title === own) document.title = before;
    };
  }, [title]);
  return null;
}
