import { parentPort, workerData } from "node:worker_threads";

/**
 * Runs beside the work in the child, which may never come back to its loop: ends the process when its time or its memory is over, or
 * the portal is gone. Which of them is told by the signal. Plain enough for Node itself to read.
 */
type Watch = { marks: SharedArrayBuffer; memory: number; parent: number };
const { marks, memory, parent } = workerData as Watch;
/** [1 while there is work, its time in ms, the processor's time in ms when it began] */
const work = new Float64Array(marks);

setInterval(() => {
  const { user, system } = process.cpuUsage();
  const used = (user + system) / 1000 - (work[2] ?? 0);
  if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  else if (process.memoryUsage.rss() > memory) process.kill(process.pid, "SIGUSR2");
  else if (work[0] === 1 && used > (work[1] ?? 0)) process.kill(process.pid, "SIGALRM");
}, 50);
parentPort?.postMessage("awake");
