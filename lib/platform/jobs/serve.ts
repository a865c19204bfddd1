import "server-only";
import type { InngestFunction } from "inngest";
import { serve } from "inngest/next";
import { NextRequest } from "next/server";
import { env } from "../env";
import { inngest } from "./client";
import { maxCallBytes } from "./embedded/limits";

type Handler = (request: NextRequest) => Promise<Response>;
type Method = "GET" | "POST" | "PUT";

/**
 * The route's handlers. Unsigned and wrongly signed calls get 401 for every method; what is too large or not JSON is
 * answered before the SDK sees it, which would call it an error of its own.
 */
export function serveJobs(functions: InngestFunction.Any[]): Record<Method, Handler> {
  let handlers: ReturnType<typeof serve> | undefined;
  const answer = async (method: Method, request: NextRequest): Promise<Response> => {
    // Made on first use, so that a build needs no configuration. The origin never comes from a request's Host.
    const serveOrigin = env.INNGEST_SERVE_ORIGIN ?? env.PUBLIC_URL;
    handlers ??= serve({ client: inngest, functions, serveOrigin, enableUnauthedSync: false });
    const body = await readText(request, maxCallBytes);
    if (body === null) return refuse(413, `A call may hold ${maxCallBytes} bytes.`);
    if (body !== "" && !isJson(body)) return refuse(400, "The body is not JSON.");
    const { headers, url } = request;
    return handlers[method](new NextRequest(url, { method, headers, body: body || undefined }), undefined);
  };
  const handlerOf = (method: Method): Handler => answer.bind(undefined, method);
  return { GET: handlerOf("GET"), POST: handlerOf("POST"), PUT: handlerOf("PUT") };
}

/** The body as text; null as soon as it is larger than allowed, whatever its Content-Length says. */
async function readText(request: Request, limit: number): Promise<string | null> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function refuse(status: number, message: string): Response {
  return Response.json({ message }, { status });
}
