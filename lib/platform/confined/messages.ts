import type { ErrorCode } from "../errors";

export type Over = "time" | "memory";
export type Asked = { name: string; input: unknown; time: number };
/** `tired`: the child holds much memory and is not asked again. */
export type Answer = { tired?: boolean } & (
  | { output: unknown }
  | { refused: { code: ErrorCode; message: string } }
  | { over: Over }
  /** It hardly got its turn on a busy machine: no verdict about the work. */
  | { starved: true }
  | { failed: string }
);
