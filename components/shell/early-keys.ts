declare global {
  interface Window {
    /** Keys pressed before the page listened, the last two; taken away once it does. */
    plintoEarlyKeys?: { taken: () => KeyboardEventInit[] };
  }
}

/**
 * Runs in the page before anything else. Keeps the last two single keys ("g p" is two), and ⌘K or Ctrl-K, pressed while nothing
 * hears them yet. What is typed into a field or acts by itself (Enter, Tab, space) needs nobody.
 */
function keepEarlyKeys() {
  let kept: KeyboardEventInit[] = [];
  const keep = (event: KeyboardEvent) => {
    const palette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const single = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    const { target } = event;
    const typing =
      target instanceof HTMLElement && (target.isContentEditable || target.closest("input,textarea,select"));
    if (typing || !(palette || single)) return;
    // The browser's own meaning of Ctrl-K would leave the page.
    if (palette) event.preventDefault();
    const { key, code, ctrlKey, metaKey, shiftKey } = event;
    kept = [...kept, { key, code, ctrlKey, metaKey, shiftKey }].slice(-2);
  };
  addEventListener("keydown", keep, true);
  window.plintoEarlyKeys = {
    taken: () => {
      removeEventListener("keydown", keep, true);
      delete window.plintoEarlyKeys;
      return kept;
    },
  };
}

/** The same as text, for a script element of the document that the server sends. */
export const earlyKeysScript = `(${keepEarlyKeys.toString()})()`;
