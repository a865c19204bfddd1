import { env } from "@/lib/platform/env";
import { limited } from "@/lib/platform/http/limited";
import { openApiDocument } from "@/lib/portal/openapi";
import { routes } from "./routes";

/** The OpenAPI 3.1 document, for people and generators alike. It names no data, so it needs no key. */
export const GET = limited(() =>
  Response.json(openApiDocument(routes, env.PUBLIC_URL), { headers: { "cache-control": "no-cache" } }),
);
