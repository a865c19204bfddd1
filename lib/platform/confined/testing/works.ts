import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../errors";
import { serveConfined } from "../serve";

/** Works that go wrong in each way a work can, for confined.test.ts. */
serveConfined({
  echo: (input: unknown) => ({ input, pid: process.pid }),
  environment: () => Object.keys(process.env),
  refuse: () => {
    throw new AppError("invalid", "No. Nothing was done.");
  },
  spin: () => {
    for (;;);
  },
  wait: () => sleep(3_600_000),
  objects: () => {
    const kept: unknown[] = [];
    for (;;) kept.push({ a: [kept.length] });
  },
  buffers: () => {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
  },
  recurse: () => {
    const deeper = (depth: number): number => deeper(depth + 1) + 1;
    return deeper(0);
  },
  exit: () => process.exit(3),
  grow: () => {
    Object.assign(globalThis, { kept: Buffer.alloc(400 * 1024 * 1024, 1) });
    return process.pid;
  },
});
