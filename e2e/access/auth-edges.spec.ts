import { request as httpRequest, type IncomingMessage } from "node:http";
import type { APIRequestContext } from "@playwright/test";
import { trail } from "../database";
import { expect, password, test } from "../fixtures";

const baseURL = process.env.PORTAL_TEST_URL ?? "";
const callback = "/api/auth/callback/credentials";

async function signInByRest(request: APIRequestContext, email: string, secret = password) {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  return request.post(callback, {
    headers: { origin: baseURL },
    form: { csrfToken, email, password: secret, json: "true" },
    maxRedirects: 0,
  });
}

/** Methods and headers that no browser would send. */
function raw(method: string, path: string, headers: Record<string, string> = {}) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest(new URL(path, baseURL), { method, headers }, (answer) => {
      answer.resume();
      resolve(answer);
    })
      .on("error", reject)
      .end();
  });
}

test("an address with a NUL, or one that is no text, is refused like any other", async ({ request }) => {
  for (const email of ["employee.06@northwind.example\0", "\0", "\ud800@x", "a".repeat(100_00)]) {
    const answer = await signInByRest(request, email, "not the password");
    expect([answer.status(), JSON.stringify(await answer.json())]).toEqual([
      401,
      expect.not.stringMatching(/prisma|utf8|0x00/i),
    ]);
  }
});

test("signing out through next-auth leaves an event, and the session is over", async ({ request }) => {
  const since = new Date();
  expect((await signInByRest(request, "employee.06@northwind.example")).status()).toBe(200);
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  await request.post("/api/auth/signout", { headers: { origin: baseURL }, form: { csrfToken, json: "true" } });
  const ended = (await trail("northwind-health", { since })).filter(({ action }) => action === "session.end");
  expect(ended).toHaveLength(1);
  expect((await request.get("/policies", { maxRedirects: 0 })).status()).toBe(307);
});

test("pages of next-auth are those of the portal, and other ways of asking are refused", async () => {
  const ask = async (method: string, path: string) => {
    const { statusCode, headers } = await raw(method, path);
    return [statusCode, headers.location ?? headers.allow ?? null];
  };
  expect(await ask("GET", "/api/auth/signin")).toEqual([303, `${process.env.PUBLIC_URL}/sign-in`]);
  expect(await ask("GET", "/api/auth/error?error=x")).toEqual([303, `${process.env.PUBLIC_URL}/sign-in`]);
  expect(await ask("GET", "/api/auth/signout")).toEqual([303, `${process.env.PUBLIC_URL}/`]);
  expect(await ask("GET", callback)).toEqual([405, "POST"]);
  expect((await ask("GET", "/api/auth/verify-request"))[0]).toBe(404);
});

test("TRACE is refused everywhere, with the headers of every answer", async () => {
  for (const path of ["/", "/sign-in", "/api/health", "/api/v1/support/tickets", "/_next/static/x.js"]) {
    const { statusCode, headers } = await raw("TRACE", path);
    expect([path, statusCode, headers.allow, headers["x-content-type-options"]]).toEqual([
      path,
      405,
      "GET, HEAD, POST",
      "nosniff",
    ]);
  }
});

test("addresses follow PUBLIC_URL, and nothing passes around the proxy by its name", async () => {
  for (const headers of [{ host: "evil.example" }, { "x-forwarded-host": "evil.example" }] as Record<
    string,
    string
  >[]) {
    const { headers: answer } = await raw("GET", "/api/auth/signin", headers);
    expect(answer.location).toBe(`${process.env.PUBLIC_URL}/sign-in`);
  }
  for (const path of ["/favicon.icox", "/icon.svgz", "/_next/staticx"]) {
    const { headers } = await raw("GET", path);
    expect([path, String(headers["content-security-policy"])]).toEqual([path, expect.stringContaining("script-src")]);
  }
});
