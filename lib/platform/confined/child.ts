import "server-only";
import { spawn } from "node:child_process";
import { setPriority } from "node:os";
import path from "node:path";
import { limits } from "./limits";
import type { Answer, Asked, Over } from "./messages";

export type Child = ReturnType<typeof startChild>;

/** How the watchdog says why; a heap that is full aborts, and who ran out of the machine's memory is killed. */
const reasons: Partial<Record<NodeJS.Signals, Over>> = { SIGALRM: "time", SIGUSR2: "memory", SIGABRT: "memory" };
/** Below whatever answers people. */
const polite = 5;

/** A process of its own, with nothing of the portal's environment and so none of its secrets; it is asked one thing at a time. */
export function startChild(entry: string) {
  const flags = [`--max-old-space-size=${limits.heap}`, "--conditions=react-server", "--import", "tsx"];
  const child = spawn(process.execPath, [...flags, path.join(process.cwd(), entry)], {
    cwd: process.cwd(),
    // biome-ignore lint/style/noProcessEnv: this is what keeps the environment from the child
    env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    serialization: "advanced",
  });
  let said = "";
  let gone: Answer | null = null;
  let settle: (answer: Answer) => void = () => {};
  let idle: NodeJS.Timeout | undefined;
  let ready = () => {};
  const started = new Promise<void>((resolve) => {
    ready = resolve;
  });
  if (child.pid !== undefined) {
    try {
      setPriority(child.pid, polite);
    } catch {
      // It ended already, and says so below.
    }
  }
  child.stderr?.on("data", (part) => {
    said = (said + String(part)).slice(-2000);
  });
  child.on("message", (message: Answer | { ready: true }) => {
    if ("ready" in message) ready();
    else settle(message);
  });
  const end = (answer: Answer) => {
    gone ??= answer;
    ready();
    settle(gone);
  };
  child.once("error", (error) => end({ failed: error.message }));
  child.once("exit", (code, signal) => {
    const over = reasons[signal ?? "SIGHUP"] ?? (code === 134 ? "memory" : null);
    end(over ? { over } : { failed: `The child ended (${signal ?? `code ${code}`}). ${said}` });
  });
  setReferenced(false);

  /** A child at rest keeps nobody from ending. */
  function setReferenced(on: boolean): void {
    for (const handle of [child, child.channel, child.stderr as unknown as { ref(): void; unref(): void } | null]) {
      if (on) handle?.ref();
      else handle?.unref();
    }
  }

  function stop(answer: Answer): void {
    gone ??= answer;
    child.kill("SIGKILL");
    end(answer);
  }

  const dismiss = () => stop({ failed: "It was not needed any more." });

  async function within(ms: number, over: Answer, work: Promise<unknown>): Promise<void> {
    const timer = setTimeout(() => stop(over), ms);
    await work;
    clearTimeout(timer);
  }

  return {
    alive: () => gone === null,
    async ask(asked: Asked): Promise<Answer> {
      setReferenced(true);
      await within(limits.start, { failed: `The child did not start. ${said}` }, started);
      const answer = new Promise<Answer>((resolve) => {
        settle = resolve;
      });
      if (gone) return gone;
      child.send(asked, (error) => error && end({ failed: error.message }));
      await within(asked.time * limits.wall, { starved: true }, answer);
      setReferenced(false);
      return answer;
    },
    restFor(ms: number, then: () => void): void {
      idle = setTimeout(() => {
        then();
        dismiss();
      }, ms).unref();
    },
    dismiss,
    wake: () => clearTimeout(idle),
  };
}
