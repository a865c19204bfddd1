import "server-only";

export type Loop = { wake(): void; stop(): Promise<void> };

/**
 * Runs `turn` again and again, `pause()` milliseconds apart or at once when woken. A turn that fails is logged by `onError`
 * and tried again after the pause; nothing is lost, because a turn only looks at tables.
 */
export function startLoop(turn: () => Promise<void>, pause: () => number, onError: (error: unknown) => void): Loop {
  let stopped = false;
  let woken = false;
  let wakeUp: () => void = () => {};
  const rest = (milliseconds: number): Promise<void> => {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  };
  const finished = (async () => {
    while (!stopped) {
      woken = false;
      await turn().catch(onError);
      if (!woken && !stopped) await rest(pause());
    }
  })();
  const wake = (): void => {
    woken = true;
    wakeUp();
  };
  return {
    wake,
    stop() {
      stopped = true;
      wake();
      return finished;
    },
  };
}
