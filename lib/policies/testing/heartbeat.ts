/** A loop that should tick every 20 ms: the longest time it did not, as everybody waits who asks this process something. */
export function heartbeat() {
  let [last, longest] = [performance.now(), 0];
  const beat = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(beat, 20);
  return {
    stop() {
      clearInterval(timer);
      beat();
      return longest;
    },
  };
}
