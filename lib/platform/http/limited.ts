import "server-only";
import { AppError } from "../errors";
import { setLimitHeaders } from "../limits/headers";
import { assertLimit } from "../limits/limit";
import type { LimitName } from "../limits/table";
import { originOf } from "./origin";
import { problemResponse } from "./problem";

type Handler<Rest extends unknown[], Asked extends Request> = (
  request: Asked,
  ...rest: Rest
) => Response | Promise<Response>;
/** What a route says of itself, so that a test can ask each for its limit. */
export type Limited = { limit: LimitName };

/** A route for everybody: each request of an address counts. */
export function limited<Rest extends unknown[], Asked extends Request = Request>(handler: Handler<Rest, Asked>) {
  return marked("api:public", async (request: Asked, ...rest: Rest) => {
    const { ip, requestId } = originOf(request.headers);
    try {
      const standing = await assertLimit("api:public", ip ?? "");
      const answer = await handler(request, ...rest);
      // An answer of `fetch` or `Response.redirect` has headers that cannot be changed.
      const response = new Response(answer.body, answer);
      setLimitHeaders(response.headers, standing);
      return response;
    } catch (error) {
      return problemResponse(error, requestId, "limits");
    }
  });
}

/** A route of machines that prove who they are: whoever does so is not limited here, whoever does not is. */
export function limitedRefusals<Rest extends unknown[], Asked extends Request>(handler: Handler<Rest, Asked>) {
  return marked("api:refused", async (request: Asked, ...rest: Rest) => {
    const { ip, requestId } = originOf(request.headers);
    const response = await handler(request, ...rest);
    if (response.status !== 401) return response;
    try {
      await assertLimit("api:refused", ip ?? "");
      return response;
    } catch (error) {
      // A refusal stays one when nobody can count it.
      const tooMany = error instanceof AppError && error.code === "rate_limited";
      return tooMany ? problemResponse(error, requestId, "limits") : response;
    }
  });
}

/**
 * Whoever shows no key, a wrong one or one that is over: counted per address, after the key was looked up. So a stranger behind the
 * same address locks no good key out (decision 039). @returns what to throw
 */
export async function refusedKey(error: unknown, ip: string | undefined): Promise<unknown> {
  if (!(error instanceof AppError) || error.code !== "unauthenticated") return error;
  const limit = await assertLimit("api:refused", ip ?? "");
  return new AppError(error.code, error.message, { ...error.details, limit });
}

const marked = <Fn>(limit: LimitName, handler: Fn): Fn & Limited => Object.assign(handler as Fn & object, { limit });
