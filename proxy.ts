import { type NextRequest, NextResponse } from "next/server";
import { AppError } from "@/lib/platform/errors";
import { isReadableAction, postedForm } from "@/lib/platform/http/action-body";
import { databaseAnswers } from "@/lib/platform/http/database-pulse";
import { databaseAwayPage, tooOftenPage } from "@/lib/platform/http/page-instead";
import { countPage } from "@/lib/platform/http/public-pages";
import { isUnknownAction, portalUpdatedPage } from "@/lib/platform/http/unknown-action";

const largestActionBody = 1024 * 1024;

/** Refuses what Next would answer with 500, and puts the policy with its nonce on request and response (facts of Next 16). */
export async function proxy(request: NextRequest) {
  const nonce = btoa(crypto.randomUUID());
  const refusal = await refuse(request, nonce);
  if (refusal) return refusal;

  // An action answers its own form, which keeps what was typed.
  if (!request.headers.has("next-action") && !(await databaseAnswers())) return databaseAwayPage(nonce);
  const limit = await countPage(request).catch((error: unknown) => error);
  if (limit instanceof AppError) return tooOftenPage(nonce, limit);
  if (limit instanceof Error) return databaseAwayPage(nonce);
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-portal-path", request.nextUrl.pathname + request.nextUrl.search);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function contentSecurityPolicy(nonce: string): string {
  // The development server's own overlay evaluates code and writes styles; the built portal does neither.
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Posts to pages are server actions: same origin, a known length, at most 1 MiB. */
async function refuse(request: NextRequest, nonce: string): Promise<Response | null> {
  if (request.method === "GET" || request.method === "HEAD") return null;
  if (request.method !== "POST") return plainAnswer(405, "Pages are read with GET and changed with POST.");
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  if (origin !== null && !(URL.canParse(origin) && new URL(origin).host === host)) {
    return plainAnswer(403, "This form was sent from another site. Nothing was done.");
  }
  const length = request.headers.get("content-length");
  if (length === null) return plainAnswer(411, "The request did not say how long it is. Nothing was done.");
  if (Number(length) > largestActionBody)
    return plainAnswer(413, "This is larger than 1 MiB. Nothing was saved. Shorten it and try again.");
  const form = await postedForm(request);
  if (!isReadableAction(request, form))
    return plainAnswer(400, "This form could not be read. Nothing was done. Reload the page and try again.");
  // With a script the form itself says it: the answer of Next is marked for it.
  if (form && !request.headers.has("next-action") && isUnknownAction(form))
    return portalUpdatedPage(nonce, form, request.nextUrl.pathname + request.nextUrl.search);
  return null;
}

function plainAnswer(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...(status === 405 ? { allow: "GET, HEAD, POST" } : {}) },
  });
}

// Routes under /api judge for themselves. They must not pass here: Next keeps only the first 10 MB of a body for them then.
export const config = { matcher: ["/((?!_next/static/|icon\\.svg$|favicon\\.ico$|api/).*)", "/api/docs"] };
