"use client";

import { type ComponentType, useCallback, useRef, useState } from "react";

/**
 * A part that is fetched when it is first asked for, so that a phone that only reads does not download it. Until it is there, and
 * when it cannot be fetched, the page stays as it is; the next call tries again.
 * @returns the part once it has come, and what fetches it
 */
export function useLater<Props>(load: () => Promise<ComponentType<Props>>): [ComponentType<Props> | null, () => void] {
  const [part, setPart] = useState<{ Component: ComponentType<Props> } | null>(null);
  const source = useRef(load);
  const fetchPart = useCallback(() => {
    source.current().then(
      (Component) => setPart((known) => known ?? { Component }),
      () => {},
    );
  }, []);
  return [part?.Component ?? null, fetchPart];
}
