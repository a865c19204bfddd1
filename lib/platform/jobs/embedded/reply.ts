import { retryAfter } from "./backoff";
import { type JobError, jobError } from "./job-error";
import { type Operation, operations } from "./operation";

/** What a call came to. `unanswered`: nothing to be trusted came back; `interrupted` if the web server had begun. */
export type Outcome =
  | { kind: "unanswered"; interrupted: boolean; problem: string }
  | { kind: "operations"; operations: Operation[]; retryAfter: number | null }
  | { kind: "completed"; output: string }
  | { kind: "failed"; error: JobError; retriable: boolean; retryAfter: number | null };

export type SignedReply = { status: number; text: string; noRetry: string | undefined; retryAfter: string | undefined };

/** Reads a reply whose signature was checked. */
export function readReply(reply: SignedReply, now: Date): Outcome {
  const after = retryAfter(reply.retryAfter, now);
  let body: unknown;
  try {
    body = JSON.parse(reply.text);
  } catch {
    return failed(`The web server answered ${reply.status} with something that is not JSON.`, true, after);
  }
  if (reply.status === 200) return { kind: "completed", output: reply.text };
  if (reply.status === 206) {
    const parsed = operations.safeParse(body);
    if (parsed.success) return { kind: "operations", operations: parsed.data, retryAfter: after };
    return failed("The web server answered with steps the engine cannot read.", false, after);
  }
  const retriable = reply.noRetry === undefined ? reply.status >= 500 : reply.noRetry !== "true";
  return { kind: "failed", error: jobError(body), retriable, retryAfter: after };
}

export function failed(message: string, retriable: boolean, after: number | null = null): Outcome {
  return { kind: "failed", error: jobError({ name: "JobEngineError", message }), retriable, retryAfter: after };
}
