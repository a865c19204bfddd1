import { sql, trail } from "../database";
import { expect, signInAs, signInByForm, test } from "../fixtures";
import { makeSession } from "../session-cookie";
import { expectProblem, makeKey, post, ticketBody } from "./rest";

test("the session cookie is out of reach for scripts and other sites, and changes with each sign-in", async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  const planted = { name: "next-auth.session-token", value: "planted", url: process.env.PORTAL_TEST_URL ?? "" };
  await context.addCookies([planted]);
  await signInByForm(page, "employee.06");
  await page.waitForURL((url) => url.pathname === "/");
  const first = (await context.cookies()).find((cookie) => cookie.name === planted.name);
  expect(first).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", secure: false });
  expect(first?.value).not.toBe("planted");
  expect(await page.evaluate(() => document.cookie)).not.toContain("session");

  await page.getByRole("button", { name: /^You:/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  expect((await context.cookies()).filter((cookie) => cookie.name === planted.name)).toEqual([]);
  if (first) await context.addCookies([first]);
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await expectProblem(await page.request.get("/api/v1/audit/events"), 401);
  await context.close();
});

test("whoever's membership ended, account was closed or session ran out is out with the next request", async ({
  browser,
}) => {
  const cases: [string, string, string][] = [
    [
      "employee.21",
      "update membership set active = false where person_id = $1",
      "update membership set active = true where person_id = $1",
    ],
    [
      "employee.22",
      "update membership set end_date = current_date - 1 where person_id = $1",
      "update membership set end_date = null where person_id = $1",
    ],
    ["employee.23", "update person set active = false where id = $1", "update person set active = true where id = $1"],
    ["employee.24", "update person set session_version = session_version + 1 where id = $1", "select $1::uuid"],
    [
      "employee.25",
      "update session set last_seen_at = now() - interval '61 minutes' where person_id = $1",
      "select $1::uuid",
    ],
    ["employee.26", "update session set expires_at = now() where person_id = $1", "select $1::uuid"],
  ];
  for (const [signIn, end, mend] of cases) {
    const context = await browser.newContext();
    const email = `${signIn}@northwind.example`;
    const { cookie } = await makeSession(email);
    await context.addCookies([{ ...cookie, expires: -1 }]);
    const page = await context.newPage();
    expect((await page.goto("/policies"))?.status()).toBe(200);
    const [person] = await sql<{ id: string }>("select id from person where email = $1", [email]);
    await sql(end, [person?.id]);
    try {
      await page.goto("/policies");
      await expect(page, end).toHaveURL(/\/sign-in\?next=/);
      await expectProblem(await page.request.get("/api/v1/audit/events"), 401);
    } finally {
      await sql(mend, [person?.id]);
      await context.close();
    }
  }
});

test("a session acts over REST only from a page of this portal", async ({ page, baseURL }) => {
  await signInAs(page, "employee.27");
  const body = await ticketBody();
  const send = (headers: Record<string, string>) =>
    page.request.post("/api/v1/support/tickets", { data: body, headers });
  for (const origin of [
    "https://evil.example",
    "null",
    "",
    "http://localhost.evil.example",
    `${baseURL}.evil.example`,
  ]) {
    await expectProblem(await send({ origin }), 403);
  }
  await expectProblem(await send({}), 403);
  await expectProblem(
    await page.request.get("/api/v1/audit/events", { headers: { "sec-fetch-site": "cross-site" } }),
    403,
  );
  expect((await send({ origin: baseURL ?? "" })).status()).toBe(201);
});

test("a form from a foreign or unknown origin is 403", async ({ page, request }) => {
  await signInAs(page, "otto.weiss");
  for (const origin of ["https://evil.example", "null", "http://127.0.0.1:1"]) {
    for (const sender of [page.request, request]) {
      const answer = await sender.post("/settings/keys", { multipart: { name: "x" }, headers: { origin } });
      expect(answer.status()).toBe(403);
      expect(await answer.text()).toContain("sent from another site");
    }
  }
});

test("forged Host and forwarding headers end up neither in links nor in the trail", async ({
  page,
  request,
  baseURL,
}) => {
  const forged = {
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "x-real-ip": "203.0.113.7",
    forwarded: "for=203.0.113.7;host=evil.example",
    "x-request-id": "00000000-0000-4000-8000-000000000000",
    "x-portal-path": "//evil.example",
    "x-nonce": "planted",
  };
  const { authorization } = await makeKey();
  const answer = await post(request, "/api/v1/support/tickets", authorization, await ticketBody(), forged);
  expect(answer.status()).toBe(201);
  const requestId = answer.headers()["x-request-id"] ?? "";
  expect(requestId).not.toBe(forged["x-request-id"]);
  const [event] = await trail("northwind-health", { requestId });
  expect(event?.ip).toMatch(/^(::ffff:)?127\.0\.0\.1$|^::1$/);

  const html = await request.get("/sign-in", { headers: forged });
  expect(await html.text()).not.toMatch(/evil\.example|planted/);
  const away = await request.get("/policies", { headers: forged, maxRedirects: 0 });
  expect(new URL(away.headers().location ?? "", baseURL).origin).toBe(new URL(baseURL ?? "").origin);

  const { authorization: officer } = await makeKey({ permissions: ["request:create"] });
  const { organization_id } = await ticketBody();
  const dsr = await post(
    request,
    "/api/v1/privacy/data-subject-request",
    officer,
    { organization_id, request_type: "access" },
    forged,
  );
  expect(dsr.status()).toBe(201);
  const mails = await sql<{ body: string }>(
    "select body from mail_message where created_at > now() - interval '1 minute'",
  );
  expect(mails.length).toBeGreaterThan(0);
  for (const mail of mails) expect(mail.body).not.toContain("evil.example");
  await page.goto("/sign-in");
});

test("pages and answers carry their protective headers", async ({ page, request }) => {
  await signInAs(page, "nora.falk");
  for (const path of ["/", "/policies", "/no/such/page", "/settings/keys", "/p/northwind-health"]) {
    const headers = (await page.request.get(path)).headers();
    expect(headers, path).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": expect.stringMatching(/strict-origin|no-referrer/),
      "permissions-policy": expect.stringContaining("camera=()"),
    });
    expect(headers["x-powered-by"]).toBeUndefined();
    const policy = headers["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.replace(/style-src-attr[^;]+/, "")).not.toContain("unsafe-inline");
    expect(policy).not.toContain("unsafe-eval");
  }
  const nonce = async () =>
    /'nonce-([^']+)'/.exec((await request.get("/sign-in")).headers()["content-security-policy"] ?? "")?.[1];
  expect(await nonce()).not.toBe(await nonce());
  const [evidence] = await sql<{ id: string }>(
    "select id from evidence where organization_id = (select id from organization where slug = 'northwind-health') limit 1",
  );
  const file = await page.request.get(`/api/v1/audit/evidence/${evidence?.id}/file`);
  expect(file.status()).toBe(200);
  expect(file.headers()).toMatchObject({
    "x-content-type-options": "nosniff",
    "content-disposition": expect.stringMatching(/^attachment/),
    "content-security-policy": expect.stringContaining("sandbox"),
    "cache-control": "no-store",
  });
});
