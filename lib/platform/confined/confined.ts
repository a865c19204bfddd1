import "server-only";
import { AppError } from "../errors";
import { log } from "../log";
import { type Child, startChild } from "./child";
import { limits } from "./limits";
import type { Answer } from "./messages";
import { OverLimit } from "./over-limit";

const again = (why: string) =>
  new AppError("unavailable", `${why} Nothing was done with this document. Try again in a minute.`, {
    retryAfterSeconds: 60,
  });
const busy = () => again("Many documents are being worked on right now.");

type Waiting = { start(): void; giveUp: NodeJS.Timeout };

/**
 * A line to `most` child processes that work on what others wrote: whatever a document does to its reader, this process goes on
 * answering. Children start when they are needed and are replaced when they had to be ended.
 */
export function confined(entry: string, most: number) {
  const free: Child[] = [];
  const line: Waiting[] = [];
  let busyCount = 0;

  /** What a work answers. Throws OverLimit, the work's own AppError, or `unavailable` when too many wait. */
  async function ask(name: string, input: unknown, time: number): Promise<unknown> {
    await turn();
    try {
      const child = takeFree() ?? startChild(entry);
      const answer = await child.ask({ name, input, time });
      if (answer.tired) child.dismiss();
      else if (child.alive()) rest(child);
      return outputOf(name, answer);
    } finally {
      busyCount -= 1;
      const next = line.shift();
      if (next) next.start();
    }
  }

  function turn(): Promise<void> {
    if (busyCount < most) {
      busyCount += 1;
      return Promise.resolve();
    }
    if (line.length >= limits.waiting) return Promise.reject(busy());
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start() {
          clearTimeout(waiting.giveUp);
          busyCount += 1;
          resolve();
        },
        giveUp: setTimeout(() => {
          line.splice(line.indexOf(waiting), 1);
          reject(busy());
        }, limits.waitingTime),
      };
      line.push(waiting);
    });
  }

  function takeFree(): Child | undefined {
    for (let child = free.pop(); child; child = free.pop()) {
      child.wake();
      if (child.alive()) return child;
    }
    return undefined;
  }

  function rest(child: Child): void {
    free.push(child);
    child.restFor(limits.idle, () => free.splice(free.indexOf(child), 1));
  }

  return ask;
}

function outputOf(name: string, answer: Answer): unknown {
  if ("output" in answer) return answer.output;
  if ("refused" in answer) throw new AppError(answer.refused.code, answer.refused.message);
  if ("starved" in answer) {
    log.warn({ work: name }, "confined work hardly got its turn");
    throw again("The portal's machine is very busy.");
  }
  if ("over" in answer) {
    log.warn({ work: name, over: answer.over }, "confined work was ended");
    throw new OverLimit(answer.over);
  }
  throw new Error(`Confined work failed: ${answer.failed}`);
}
