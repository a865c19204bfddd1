import { notFound } from "@/lib/platform/errors";
import { limited } from "@/lib/platform/http/limited";
import { originOf } from "@/lib/platform/http/origin";
import { problemResponse } from "@/lib/platform/http/problem";

/** No other route has this address: programs get a problem document, not a page. */
const handler = limited((request) =>
  problemResponse(notFound("This address"), originOf(request.headers).requestId, "api"),
);

export { handler as DELETE, handler as GET, handler as PATCH, handler as POST, handler as PUT };
