import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/platform/auth/options";
import { parseObject, readText } from "@/lib/platform/http/body";
import { originOf } from "@/lib/platform/http/origin";
import { problemResponse } from "@/lib/platform/http/problem";

type Context = { params: Promise<{ nextauth: string[] }> };

const largestBody = 64 * 1024;

/** Built on the first request, because a build has no secrets. What next-auth would answer with 500 is refused first. */
async function handler(request: NextRequest, context: Context): Promise<Response> {
  try {
    return await NextAuth(authOptions())(await readable(request), context);
  } catch (error) {
    return problemResponse(error, originOf(request.headers).requestId, "next-auth");
  }
}

async function readable(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const body = await readText(request, largestBody);
  const { url, method, headers } = request;
  if (headers.get("content-type")?.includes("json")) parseObject(body);
  return new NextRequest(url, { method, headers, body: body || undefined });
}

export { handler as GET, handler as POST };
