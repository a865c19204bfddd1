import { subjectOf, visitorOf } from "@/lib/platform/auth/public-actors";
import { notFound } from "@/lib/platform/errors";
import { fileResponse } from "@/lib/platform/http/file-response";
import { originOf } from "@/lib/platform/http/origin";
import { translate } from "@/lib/platform/http/problem";
import { attempt } from "@/lib/platform/limits/limit";
import { takePackage } from "@/lib/privacy/packages/download";
import { packageStore } from "@/lib/privacy/packages/part";
import { wrongCode } from "@/lib/privacy/requests/one-time-code";
import { codeInput } from "@/lib/privacy/requests/schema";

type Context = { params: Promise<{ slug: string; token: string }> };

/** The form of the download page posts here; the answer is the file, or the page again with what was wrong. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { slug, token } = await params;
  const back = (problem: string) =>
    new Response(null, { status: 303, headers: { location: `/p/${slug}/download/${token}?problem=${problem}` } });
  try {
    const { organization } = await visitorOf(slug, request.headers);
    const { ip } = originOf(request.headers);
    const taken = await attempt("request:verify", [ip ?? ""], async () => {
      const { actor } = await subjectOf(token, request.headers);
      if (actor.organizationId !== organization.id) throw notFound("This link");
      const code = codeInput.shape.code.safeParse(String((await request.formData()).get("code") ?? ""));
      if (!code.success) throw wrongCode(0);
      const answer = await takePackage(actor, { code: code.data });
      if (!answer.right) throw wrongCode(answer.triesLeft);
      return answer;
    });
    return await fileResponse(taken.object, taken.fileName, "application/zip", packageStore());
  } catch (thrown) {
    const error = translate(thrown, originOf(request.headers).requestId, "request.download");
    if (error.code === "rate_limited") return back("limit");
    if (error.code === "invalid") return back("code");
    return new Response(`${error.message}\n`, {
      status: error.status,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  }
}
