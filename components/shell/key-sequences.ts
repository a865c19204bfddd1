export type KeyState = { pressed: string; at: number };

export const noKeys: KeyState = { pressed: "", at: 0 };

/**
 * Follows single keys and two-key sequences ("g p"). Gives the shortcut just completed, if any, and the state to go on with.
 * A pause of more than a second forgets the first key.
 */
export function pressKey(
  state: KeyState,
  key: string,
  at: number,
  shortcuts: readonly string[],
): { hit: string | undefined; state: KeyState } {
  const fresh = at - state.at > 1000 ? "" : state.pressed;
  const sequence = fresh === "" ? key : `${fresh} ${key}`;
  const hit = shortcuts.find((shortcut) => shortcut === sequence) ?? shortcuts.find((shortcut) => shortcut === key);
  if (hit) return { hit, state: noKeys };
  const begins = shortcuts.some((shortcut) => shortcut.startsWith(`${key} `));
  return { hit: undefined, state: begins ? { pressed: key, at } : noKeys };
}
