"use client";

import { type RefObject, useEffect, useState } from "react";

export type ReadingEvidence = {
  percent: number;
  seconds: number;
  finished: boolean;
  /** False until the browser measures, and for ever without JavaScript: then the form is not locked. */
  measured: boolean;
};

/**
 * How far the text has been on the screen, how long the page was in view, and whether its end was reached: by scrolling, by
 * keyboard, or by moving the focus or a screen reader to the mark at the end.
 */
export function useReading(text: string, end: RefObject<HTMLElement | null>): ReadingEvidence {
  const [percent, setPercent] = useState(0);
  const [seconds, setSeconds] = useState(0);
  const [finished, setFinished] = useState(false);
  const [measured, setMeasured] = useState(false);

  useEffect(() => {
    const look = () => {
      const area = document.getElementById(text)?.getBoundingClientRect();
      if (!area || area.height === 0) return;
      const seen = Math.min(1, Math.max(0, (window.innerHeight - area.top) / area.height));
      setPercent((most) => Math.max(most, Math.round(seen * 100)));
    };
    look();
    setMeasured(true);
    window.addEventListener("scroll", look, { passive: true });
    window.addEventListener("resize", look);
    return () => {
      window.removeEventListener("scroll", look);
      window.removeEventListener("resize", look);
    };
  }, [text]);

  useEffect(() => {
    const mark = end.current;
    if (!mark) return;
    const finish = () => {
      setFinished(true);
      setPercent(100);
    };
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) finish();
    });
    observer.observe(mark);
    mark.addEventListener("focus", finish);
    return () => {
      observer.disconnect();
      mark.removeEventListener("focus", finish);
    };
  }, [end]);

  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") setSeconds((count) => count + 1);
    }, 1000);
    return () => clearInterval(timer);
  }, []);

  return { percent, seconds, finished, measured };
}
