import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { organizationId, sql } from "../database";
import { expect } from "../fixtures";

const allPermissions = [
  "dashboard:read",
  "log:follow",
  "log:read",
  "policy:status",
  "policy:write",
  "request:create:any",
  "request:create",
  "ticket:create",
  "ticket:set-tier",
];

type Key = {
  permissions?: string[];
  organization?: Parameters<typeof organizationId>[0];
  expires?: string;
  by?: string;
};

/** An API key as Settings → API keys makes it, also one that has expired. */
export async function makeKey({ permissions = allPermissions, organization, expires = "1 hour", by }: Key = {}) {
  const token = `plinto_${randomBytes(32).toString("base64url")}`;
  const id = randomUUID();
  const hash = createHash("sha256").update(token).digest("hex");
  const slug = organization ?? "northwind-health";
  await sql(
    `insert into api_key (id, organization_id, name, prefix, hash, permissions, created_by_id, created_at, expires_at)
     select $1, o.id, 'Browser tests', $2, $3, $4, p.id, now(), now() + $5::interval
     from organization o, person p where o.slug = $6 and p.email = $7`,
    [id, token.slice(0, 12), hash, permissions, expires, slug, by ?? "otto.weiss@northwind.example"],
  );
  return { id, token, authorization: `Bearer ${token}` };
}

/** Sends a body exactly as given. */
export const post = (request: APIRequestContext, path: string, authorization: string, data: unknown, headers = {}) =>
  request.post(path, {
    data: typeof data === "string" || Buffer.isBuffer(data) ? data : JSON.stringify(data),
    headers: { authorization, "content-type": "application/json", ...headers },
  });

type Problem = { status: number; type: string; title: string; detail: string; instance: string; errors?: unknown[] };

/** RFC 9457: the status twice, a type, words, and nothing of the inside. */
export async function expectProblem(response: APIResponse, status: number): Promise<Problem> {
  const text = await response.text();
  expect(response.status(), text).toBe(status);
  expect(response.headers()["content-type"]).toMatch(/^application\/problem\+json/);
  expect(response.headers()["cache-control"]).toBe("no-store");
  const problem = JSON.parse(text) as Problem;
  expect(problem).toMatchObject({ status, type: expect.stringMatching(/^\/problems\/[a-z-]+$/) });
  expect(problem.instance).toBe(`urn:uuid:${response.headers()["x-request-id"]}`);
  expect(problem.title.length * problem.detail.length).toBeGreaterThan(0);
  expect(text).not.toMatch(/prisma|postgres|node_modules|\bat .+:\d+:\d+|stack/i);
  return problem;
}

export async function ticketBody(more: object = {}) {
  return {
    organization_id: await organizationId("northwind-health"),
    title: "Printer on fire",
    description: "It smokes.",
    category: "technical_issue",
    ...more,
  };
}
