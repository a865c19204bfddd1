import { createHash } from "node:crypto";
import { sql } from "../database";
import { expect, signInAs, test } from "../fixtures";
import { expectProblem, makeKey, post, ticketBody } from "./rest";

const tickets = "/api/v1/support/tickets";
const megabytes = (count: number) => Buffer.alloc(count * 1024 * 1024, "a");
let authorization = "";

test.beforeAll(async () => {
  ({ authorization } = await makeKey());
});

test("a body that is not JSON is 400, another kind of content 415", async ({ request }) => {
  for (const body of [
    "{",
    "",
    "null",
    "[]",
    '"text"',
    "{'title': 1}",
    '{"a":1}}',
    Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
  ]) {
    await expectProblem(await post(request, tickets, authorization, body), 400);
  }
  for (const type of [
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/xml",
  ]) {
    await expectProblem(await post(request, tickets, authorization, "{}", { "content-type": type }), 415);
  }
});

test("wrong types are 422 with a pointer to each field, and nothing is saved", async ({ request }) => {
  const title = `Never saved ${Date.now()}`;
  const problem = await expectProblem(
    await post(
      request,
      tickets,
      authorization,
      await ticketBody({ title, description: 7, category: "fire", priority: ["high"] }),
    ),
    422,
  );
  const pointers = (problem.errors as { pointer: string; detail: string }[]).map((error) => error.pointer);
  expect(pointers.sort()).toEqual(["/category", "/description", "/priority"]);
  await expectProblem(await post(request, tickets, authorization, await ticketBody({ title: { $ne: null } })), 422);
  await expectProblem(await post(request, tickets, authorization, await ticketBody({ customer_id: "1 or 1=1" })), 422);
  expect(await sql("select id from ticket where title = $1", [title])).toEqual([]);
});

test("fields nobody knows are ignored alike on every route", async ({ request }) => {
  const odd = { unknown: 1, __proto__x: {}, constructor: { prototype: { admin: true } }, organizationId: "x", id: "x" };
  const ticket = await post(request, tickets, authorization, await ticketBody(odd));
  expect(ticket.status(), await ticket.text()).toBe(201);
  const { organization_id } = await ticketBody();
  const policy = { title: "Odd fields", type: "code_of_conduct", text: "Text.", ...odd };
  const draft = await post(request, "/api/v1/policies", authorization, policy);
  expect(draft.status(), await draft.text()).toBe(201);
  const dsr = await post(request, "/api/v1/privacy/data-subject-request", authorization, {
    organization_id,
    request_type: "access",
    ...odd,
  });
  expect(dsr.status(), await dsr.text()).toBe(201);
});

test("dates that are not in the calendar are 422", async ({ request }) => {
  for (const date of ["2026-02-30", "2026-13-01", "30.02.2026", "0000-00-00", "tomorrow", "2026-02-28T25:00:00Z"]) {
    const policy = { title: "Impossible", type: "code_of_conduct", text: "Text.", effective_from: date };
    const problem = await expectProblem(await post(request, "/api/v1/policies", authorization, policy), 422);
    expect(JSON.stringify(problem.errors)).toContain("/effective_from");
  }
  const officer = await makeKey({ permissions: ["audit:read"] });
  const search = await request.get("/api/v1/audit/events?from=2026-02-30", { headers: officer });
  await expectProblem(search, 422);
});

test("an unknown kind of request names the kinds there are", async ({ request }) => {
  const { organization_id } = await ticketBody();
  const body = { organization_id, request_type: "everything" };
  const problem = await expectProblem(
    await post(request, "/api/v1/privacy/data-subject-request", authorization, body),
    422,
  );
  expect(JSON.stringify(problem.errors)).toMatch(/access, .*erasure/);
});

test("10 MB are 413, whatever the length claims", async ({ request, baseURL }) => {
  const json = Buffer.concat([Buffer.from('{"title":"'), megabytes(10), Buffer.from('"}')]);
  await expectProblem(await post(request, tickets, authorization, json), 413);
  const chunked = await fetch(`${baseURL}${tickets}`, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: new Blob([json]).stream(),
    duplex: "half",
  } as RequestInit);
  expect(chunked.status).toBe(413);
  expect(await chunked.json()).toMatchObject({ status: 413, type: "/problems/too-large" });
  const signIn = await request.post("/api/auth/callback/credentials", { data: megabytes(10) });
  await expectProblem(signIn, 413);
});

test("a file of more than 10 MB arrives whole", async ({ page, baseURL }) => {
  await signInAs(page, "nora.falk");
  const data = megabytes(12);
  const headers = { origin: baseURL ?? "", "content-type": "application/octet-stream" };
  const stored = await page.request.post("/api/v1/audit/evidence/files?name=large.txt", { data, headers });
  expect(stored.status(), await stored.text()).toBe(201);
  const sha256 = createHash("sha256").update(data).digest("hex");
  expect(await stored.json()).toMatchObject({ size: data.byteLength, sha256 });
});

test("a page takes at most 1 MiB, says so, and wants to know how much is coming", async ({ request, baseURL }) => {
  const form = { "content-type": "multipart/form-data; boundary=x" };
  const large = await request.post("/sign-in", { data: megabytes(10), headers: form });
  expect(large.status()).toBe(413);
  expect(await large.text()).toContain("larger than 1 MiB");
  const chunked = await fetch(`${baseURL}/sign-in`, {
    method: "POST",
    headers: form,
    body: new Blob([megabytes(10)]).stream(),
    duplex: "half",
  } as RequestInit);
  expect(chunked.status).toBe(411);
});

test("a form or an action call that cannot be read is 400, another method 405", async ({ request }) => {
  const html = await (await request.get("/sign-in")).text();
  const action = /&quot;id&quot;:&quot;([0-9a-f]{40,})&quot;/.exec(html)?.[1] ?? "";
  expect(action).not.toBe("");
  const multipart = "multipart/form-data; boundary=x";
  const part = (name: string, value: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const bodies: [string, Record<string, string>][] = [
    ["garbage", { "content-type": multipart }],
    ["garbage", { "content-type": "multipart/form-data" }],
    [
      `${part("$ACTION_REF_1", "")}${part("$ACTION_1:0", `{"id":"${action}","bound":"$@1"}`)}${part("$ACTION_1:1", "{{")}--x--\r\n`,
      { "content-type": multipart },
    ],
    ["", { "content-type": "text/plain", "next-action": action }],
    ["{{{", { "content-type": "text/plain", "next-action": action }],
    ["[1,2]", { "content-type": "text/plain", "next-action": action }],
    ["garbage", { "content-type": multipart, "next-action": action }],
    [`${part("0", "[1,2]")}--x--\r\n`, { "content-type": multipart, "next-action": action }],
    [`${part("0", "{{")}--x--\r\n`, { "content-type": multipart, "next-action": action }],
    [`${part("0", "[]")}--x--\r\n`, { "content-type": multipart, "next-action": "00" }],
  ];
  for (const [data, headers] of bodies) {
    const response = await request.post("/sign-in", { data, headers });
    expect(response.status(), `${JSON.stringify(headers)} ${data}`).toBe(400);
  }
  for (const method of ["PUT", "DELETE", "PATCH"]) {
    expect((await request.fetch("/sign-in", { method })).status(), method).toBe(405);
  }
  await expectProblem(
    await request.post("/api/auth/callback/credentials", {
      data: "{{",
      headers: { "content-type": "application/json" },
    }),
    400,
  );
});

test("an address that no route has is a problem document under /api and the neutral page elsewhere", async ({
  request,
}) => {
  for (const method of ["GET", "POST", "PUT", "DELETE"]) {
    await expectProblem(await request.fetch("/api/v1/nothing/here", { method }), 404);
  }
  const page = await request.get("/no/such/page");
  expect(page.status()).toBe(404);
  expect(await page.text()).toContain("There is nothing here");
});

test("control characters in addresses and filters are no error of ours", async ({ request }) => {
  const officer = await makeKey({ permissions: ["audit:read", "policy:library"] });
  for (const value of [
    "%00",
    "%ED%A0%80",
    "%F0%9F%8C%B1",
    "%u0000",
    "%",
    "%C0%AF",
    "%2e%2e%2f",
    "'%22%3C/script%3E",
    "a".repeat(6000),
  ]) {
    for (const path of [
      `/api/v1/audit/events?q=${value}`,
      `/api/v1/policies/compliance-status/${value}`,
      `/p/${value}`,
      `/p/northwind-health/r/${value}`,
      `/sign-in?next=${value}`,
    ]) {
      const response = await request.get(path, { headers: { authorization: officer.authorization }, maxRedirects: 0 });
      expect(response.status(), path.slice(0, 100)).toBeLessThan(500);
    }
  }
});
