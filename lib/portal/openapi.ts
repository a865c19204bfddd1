import "server-only";
import { z } from "zod";
import { statusOf, titleOf } from "@/lib/platform/errors";
import type { RouteMeta } from "@/lib/platform/http/define-route";

export type DocumentedRoute = { path: string; method: "get" | "post" | "put" | "delete"; route: RouteMeta };

const problem = {
  type: "object",
  description: "Problem details (RFC 9457)",
  required: ["type", "title", "status"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    instance: { type: "string" },
    errors: {
      type: "array",
      items: { type: "object", properties: { pointer: { type: "string" }, detail: { type: "string" } } },
    },
  },
};

const limitHeaders = Object.fromEntries(
  ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "RateLimit-Policy"].map((name) => [
    name,
    { $ref: `#/components/headers/${name}` },
  ]),
);
const retryAfter = { $ref: "#/components/headers/Retry-After" };
const count = { type: "integer" };
const headers = {
  "RateLimit-Limit": { description: "Requests within a window", schema: count },
  "RateLimit-Remaining": { description: "How many of them are left", schema: count },
  "RateLimit-Reset": { description: "Seconds until the window ends", schema: count },
  "RateLimit-Policy": { description: "The limit and the seconds of its window: 600;w=60", schema: { type: "string" } },
  "Retry-After": { description: "Seconds to wait", schema: count },
};

const refusals = [
  "malformed",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "too_large",
  "unsupported",
  "invalid",
  "rate_limited",
  "unavailable",
  "storage_full",
] as const;

/** Dates and transforms are described as what travels: strings going in, the declared shape coming out. */
function schemaOf(schema: z.ZodType, io: "input" | "output") {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest as { properties?: Record<string, unknown>; required?: string[] };
}

function operationOf({ path, method, route }: DocumentedRoute) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  const input = schemaOf(route.body ?? route.operation.input, "input");
  const properties = Object.entries(input.properties ?? {}).filter(([name]) => !names.includes(name));
  const inPath = names.map((name) => ({ name, in: "path", required: true, schema: { type: "string" } }));
  const inQuery = properties.map(([name, schema]) => ({
    name,
    in: "query",
    required: input.required?.includes(name) ?? false,
    schema,
  }));
  const idempotency = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    schema: { type: "string", maxLength: 255 },
  };
  const body = {
    required: true,
    content: {
      "application/json": {
        schema: {
          ...input,
          properties: Object.fromEntries(properties),
          required: input.required?.filter((name) => !names.includes(name)),
        },
      },
    },
  };
  const answer = route.response
    ? { content: { "application/json": { schema: schemaOf(route.response, "output") } } }
    : {};
  return {
    operationId: route.operation.name,
    summary: route.operation.summary,
    description: `Needs the permission \`${route.operation.permission}\`.`,
    tags: [path.split("/")[3] ?? "other"],
    parameters: method === "get" ? [...inPath, ...inQuery] : [...inPath, ...(method === "post" ? [idempotency] : [])],
    ...(method === "get" ? {} : { requestBody: body }),
    responses: {
      [route.status]: { description: "Done", headers: limitHeaders, ...answer },
      ...Object.fromEntries(refusals.map((code) => [statusOf[code], { $ref: `#/components/responses/${code}` }])),
    },
  };
}

/** The OpenAPI 3.1 document of all routes, built from the schemas that the operations enforce. */
export function openApiDocument(routes: readonly DocumentedRoute[], publicUrl: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const each of routes) paths[each.path] = { ...paths[each.path], [each.method]: operationOf(each) };
  const responses = refusals.map((code) => [
    code,
    {
      description: titleOf[code],
      ...(code === "rate_limited" ? { headers: { ...limitHeaders, "Retry-After": retryAfter } } : {}),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
    },
  ]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Plinto Compliance Portal",
      version: "1",
      description: "Keys are made under Settings → API keys and sent as `Authorization: Bearer …`.",
    },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: "http", scheme: "bearer" } },
      headers,
      schemas: { Problem: problem },
      responses: Object.fromEntries(responses),
    },
  };
}
