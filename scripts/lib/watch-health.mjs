import { setTimeout as sleep } from "node:timers/promises";

/**
 * A child that runs and answers nobody is as good as gone, and nobody would start it again: half a minute without an answer is longer
 * than a busy machine needs. Until the first answer it has the time a slow start takes.
 */
const usual = { every: 2_000, patience: 10_000, misses: 3, start: 120_000 };

/**
 * Asks `url` again and again. Any answer counts, one that says the database is away too.
 * @param {{ url: string, every?: number, patience?: number, misses?: number, start?: number }} options
 * @param {() => void} hung called once, when `misses` questions in a row were not answered
 * @returns {() => void} stops asking
 */
export function watchHealth(options, hung) {
  const { url, every, patience, misses, start } = { ...usual, ...options };
  const stopped = new AbortController();
  const began = Date.now();
  void (async () => {
    let [missed, known] = [0, false];
    while (!stopped.signal.aborted) {
      const answered = await answers(url, patience);
      known ||= answered;
      missed = answered || (!known && Date.now() - began < start) ? 0 : missed + 1;
      if (stopped.signal.aborted) return;
      if (missed >= misses) return hung();
      await sleep(every, undefined, { signal: stopped.signal, ref: false }).catch(() => {});
    }
  })();
  return () => stopped.abort();
}

async function answers(url, patience) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patience) });
    await response.arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
