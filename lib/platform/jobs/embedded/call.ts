import "server-only";
import { canonicalize } from "@/lib/platform/crypto/canonical-json";
import type { Engine } from "./engine";
import { HttpCallError, type HttpReply, httpCall } from "./http-call";
import { maxCallBytes, maxReplyBytes } from "./limits";
import { failed, type Outcome, readReply } from "./reply";
import { isSigned, sign } from "./signature";

/** Calls a function, or one planned step of it, with all it has so far. */
export async function callFunction(
  engine: Engine,
  functionId: string,
  stepId: string,
  body: unknown,
): Promise<Outcome> {
  let bytes: Uint8Array;
  try {
    bytes = canonicalize(body); // the SDK canonicalises what it parsed, so exactly these bytes must be signed
  } catch (error) {
    return failed(`The state of the run cannot be sent: ${(error as Error).message}`, false);
  }
  if (bytes.byteLength > maxCallBytes) {
    return failed(
      `The event and results of the run are larger than ${maxCallBytes} bytes: keep data in rows, ids in results.`,
      false,
    );
  }
  const url = new URL(engine.route);
  url.searchParams.set("fnId", functionId);
  url.searchParams.set("stepId", stepId);
  try {
    const reply = await signedCall(engine, url, "POST", bytes, {}, engine.options.callTimeoutMilliseconds);
    if (!isAuthentic(engine, reply))
      return unanswered(`The reply (status ${reply.status}) is not signed by the web server.`, false);
    const { headers, status, text } = reply;
    return readReply(
      { status, text, noRetry: header(headers["x-inngest-no-retry"]), retryAfter: header(headers["retry-after"]) },
      engine.options.now(),
    );
  } catch (error) {
    if (!(error instanceof HttpCallError)) throw error;
    if (error.reason === "timeout") return failed(error.message, true);
    if (error.reason === "too-large") return failed(error.message, false);
    return unanswered(error.message, error.delivered);
  }
}

export function signedCall(
  engine: Engine,
  url: URL,
  method: "POST" | "PUT",
  body: Uint8Array,
  headers: Record<string, string>,
  timeout: number,
): Promise<HttpReply> {
  const signature = sign(body, engine.options.signingKey, engine.options.now());
  const all = { ...headers, "x-inngest-signature": signature, "x-inngest-server-kind": "cloud" };
  return httpCall({ url, method, body, headers: all, timeout, maxReplyBytes, signal: engine.cutOff });
}

/** An unsigned reply is not the portal speaking (a proxy, a crash, another program on the port): it decides nothing. */
export function isAuthentic(engine: Engine, reply: HttpReply): boolean {
  const signature = header(reply.headers["x-inngest-signature"]);
  return isSigned(reply.text, signature, engine.options.signingKey, engine.options.now());
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function unanswered(problem: string, interrupted: boolean): Outcome {
  return { kind: "unanswered", interrupted, problem };
}
