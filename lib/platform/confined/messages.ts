import type { ErrorCode } from "../errors";

export type Over = "time" | "memory";
export type Asked = { name: string; input: unknown; time: number };
export type Answer =
  | { output: unknown }
  | { refused: { code: ErrorCode; message: string } }
  | { over: Over }
  | { failed: string };
