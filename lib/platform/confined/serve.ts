import "server-only";
import { Worker } from "node:worker_threads";
import { AppError } from "../errors";
import { limits } from "./limits";
import type { Answer, Asked } from "./messages";

/** The child's side: answers one question after the other, watched by a thread that ends the process when it costs too much. */
// biome-ignore lint/suspicious/noExplicitAny: each work knows its own input; whoever asks is typed by the same table
export function serveConfined(works: Record<string, (input: any) => unknown>): void {
  const marks = new SharedArrayBuffer(24);
  const mark = new Float64Array(marks);
  const workerData = { marks, memory: limits.memory, parent: process.ppid };
  const watchdog = new Worker(new URL("./watchdog.ts", import.meta.url), { workerData, execArgv: [] });
  process.on("disconnect", () => process.exit(0));
  process.on("message", async ({ name, input, time }: Asked) => {
    const { user, system } = process.cpuUsage();
    mark.set([1, time, (user + system) / 1000]);
    const answer = await answerOf(works[name], input);
    mark[0] = 0;
    process.send?.({ ...answer, tired: process.memoryUsage.rss() > limits.memory / 2 });
  });
  // Not before the watchdog is awake: loading it needs the loop that the first work may block for ever.
  watchdog.once("message", () => {
    watchdog.unref();
    process.send?.({ ready: true });
  });
}

async function answerOf(work: ((input: unknown) => unknown) | undefined, input: unknown): Promise<Answer> {
  try {
    if (!work) throw new Error("There is no such work.");
    return { output: await work(input) };
  } catch (error) {
    if (error instanceof AppError) return { refused: { code: error.code, message: error.message } };
    // Nested deeper than the stack: what the limit on time is for, met sooner.
    if (error instanceof RangeError) return { over: "memory" };
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
