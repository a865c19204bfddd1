import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/platform/auth/options";
import { env } from "@/lib/platform/env";
import { parseObject, readText } from "@/lib/platform/http/body";
import { limited } from "@/lib/platform/http/limited";
import { originOf } from "@/lib/platform/http/origin";
import { problemResponse } from "@/lib/platform/http/problem";

type Context = { params: Promise<{ nextauth: string[] }> };

const largestBody = 64 * 1024;

/** What programs may ask of next-auth; its own pages are replaced by the portal's. */
const answered: Record<string, readonly string[]> = {
  GET: ["session", "csrf", "providers"],
  POST: ["callback", "signin", "signout", "session"],
};
const pages: Record<string, string> = { signin: "/sign-in", error: "/sign-in", signout: "/" };

/** Built on the first request, because a build has no secrets. What next-auth would answer with 500 is refused first. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  const { requestId } = originOf(request.headers);
  try {
    const [action = ""] = (await context.params).nextauth;
    const page = request.method === "GET" ? pages[action] : undefined;
    if (page) return Response.redirect(new URL(page, env.PUBLIC_URL), 303);
    if (!answered[request.method]?.includes(action)) return refusal(action);
    // next-auth would put what went wrong into an address.
    const failure: { error?: unknown } = {};
    const options = authOptions((error) => {
      failure.error = error;
    });
    const response = await NextAuth(options)(await readable(request), context);
    if (failure.error) throw failure.error;
    return response;
  } catch (error) {
    return problemResponse(error, requestId, "next-auth");
  }
}

function refusal(action: string): Response {
  const allow = Object.keys(answered).filter((method) => answered[method]?.includes(action));
  return new Response(null, allow.length > 0 ? { status: 405, headers: { allow: allow.join(", ") } } : { status: 404 });
}

async function readable(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const body = await readText(request, largestBody);
  const { url, method, headers } = request;
  if (headers.get("content-type")?.includes("json")) parseObject(body);
  return new NextRequest(url, { method, headers, body: body || undefined });
}

const limitedHandler = limited(handler);

export { limitedHandler as GET, limitedHandler as POST };
