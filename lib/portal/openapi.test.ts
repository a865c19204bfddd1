import "@/scripts/testing/without-next";
import { expect, test } from "vitest";
import { routes } from "@/app/api/openapi/routes";
import { openApiDocument } from "./openapi";

const document = openApiDocument(routes, "http://localhost:3000");

test("the routes of the integration guide stand under their names, with their fields", () => {
  const guide = [
    "/api/v1/privacy/data-subject-request",
    "/api/v1/support/tickets",
    "/api/v1/policies/compliance-status/{org_id}",
    "/api/v1/compliance/dashboard/{org_id}",
  ];
  expect(guide.filter((path) => !(path in document.paths))).toEqual([]);
  const ticket = JSON.stringify(document.paths["/api/v1/support/tickets"]);
  for (const field of ["organization_id", "title", "description", "category", "first_response_due", "resolution_due"])
    expect(ticket).toContain(field);
});

test("every operation says its permission, its answer and its refusals, and each id stands once per path", () => {
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const operation of Object.values(methods) as {
      description: string;
      responses: object;
      parameters: { name: string; in: string }[];
    }[]) {
      expect(operation.description).toMatch(/permission `[a-z-]+:/);
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["401", "403", "404", "422", "429"]));
      const named = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
      expect([...path.matchAll(/\{\w+\}/g)].map(String)).toEqual(named);
    }
  }
});

test("limits are documented: the headers of every answer, and 429 with when to try again (platform.md section 3)", () => {
  const { responses, headers } = document.components as {
    responses: Record<string, { headers?: object }>;
    headers: Record<string, object>;
  };
  const named = ["RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "RateLimit-Policy"];
  expect(Object.keys(responses.rate_limited?.headers ?? {})).toEqual([...named, "Retry-After"]);
  expect(Object.keys(headers)).toEqual([...named, "Retry-After"]);
  const ticket = document.paths["/api/v1/support/tickets"]?.post as
    | { responses: Record<string, { headers?: object }> }
    | undefined;
  expect(Object.keys(ticket?.responses["201"]?.headers ?? {})).toEqual(named);
});
