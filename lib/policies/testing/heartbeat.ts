/**
 * A loop that should tick every 20 ms: the most this thread worked between two ticks, in milliseconds of the processor, as everybody
 * waits who asks this process something. Processor time, so that a busy machine is not taken for a busy loop.
 */
export function heartbeat() {
  const worked = () => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let [last, longest] = [worked(), 0];
  const beat = () => {
    const now = worked();
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
