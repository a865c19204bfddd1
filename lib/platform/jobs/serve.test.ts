import { NextRequest } from "next/server";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { maxCallBytes } from "./embedded/limits";
import { isSigned, sign } from "./embedded/signature";
import { eventKey, signingKey } from "./embedded/testing/keys";

const address = "http://127.0.0.1:3999/api/inngest";
let route: typeof import("@/app/api/inngest/route");

beforeAll(async () => {
  const settings = {
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    NEXTAUTH_SECRET: "x".repeat(32),
    PORTAL_MASTER_KEY: Buffer.alloc(32).toString("base64"),
    INNGEST_SIGNING_KEY: signingKey,
    INNGEST_EVENT_KEY: eventKey,
    INNGEST_BASE_URL: "http://127.0.0.1:1",
    LOG_LEVEL: "silent",
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  route = await import("@/app/api/inngest/route");
});

type Method = "GET" | "POST" | "PUT";
const call = (method: Method, body: string, signature?: string, query = "", headers: Record<string, string> = {}) => {
  const all = { ...headers, ...(signature ? { "x-inngest-signature": signature } : {}) };
  return route[method](new NextRequest(`${address}${query}`, { method, headers: all, body: body || undefined }));
};
const inBand = { "x-inngest-sync-kind": "in_band" };
const register = JSON.stringify({ url: address });
const functionCall = "?fnId=plinto-portal-delete-old-job-runs&stepId=step";

describe("/api/inngest", () => {
  const bodies: Record<Method, string> = { GET: "", POST: "{}", PUT: register };
  const otherKey = signingKey.replace("0123", "3210");

  for (const method of ["GET", "POST", "PUT"] as const) {
    const signatures: [string, (() => string) | undefined][] = [
      ["unsigned", undefined],
      ["signed with another key", () => sign(bodies[method], otherKey, new Date())],
      ["signed for another body", () => sign('{"other":true}', signingKey, new Date())],
      ["signed six minutes ago", () => sign(bodies[method], signingKey, new Date(Date.now() - 360_000))],
    ];
    for (const [how, signature] of signatures) {
      it(`refuses a ${method} that is ${how}`, async () => {
        const response = await call(method, bodies[method], signature?.(), functionCall, inBand);
        expect(response.status).toBe(401);
        expect(await response.text()).not.toContain("delete-old-job-runs");
      });
    }
  }

  it("refuses an unsigned PUT without a body, which would make it call the engine", async () => {
    expect((await call("PUT", "")).status).toBe(401);
  });

  it("answers a signed registration with its functions, signed", async () => {
    const response = await call("PUT", register, sign(register, signingKey, new Date()), "", inBand);
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(JSON.parse(text).functions.map((fn: { id: string }) => fn.id)).toContain(
      "plinto-portal-delete-old-job-runs",
    );
    expect(isSigned(text, response.headers.get("x-inngest-signature") ?? "", signingKey, new Date())).toBe(true);
  });

  it("answers 400 to what is not JSON and 413 to what is too large", async () => {
    expect((await call("POST", "not json")).status).toBe(400);
    expect((await call("PUT", "<xml/>")).status).toBe(400);
    expect((await call("POST", `"${"x".repeat(maxCallBytes)}"`)).status).toBe(413);
    expect((await call("POST", "{}", undefined, "", { "content-length": String(maxCallBytes + 1) })).status).toBe(413);
  });
});
