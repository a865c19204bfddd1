import { randomUUID } from "node:crypto";
import { sql } from "../database";
import { expect, signInAs, test } from "../fixtures";
import { expectProblem, makeKey, post, ticketBody } from "./rest";

const tickets = "/api/v1/support/tickets";

test("a key made in Settings works until it is revoked", async ({ page, request }) => {
  await signInAs(page, "otto.weiss");
  await page.goto("/settings/keys");
  const name = `Payroll ${randomUUID().slice(0, 8)}`;
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Open a ticket", { exact: true }).check();
  await page.getByRole("button", { name: "Make key" }).click();
  const token = await page.getByText(/^plinto_[\w-]{40,}$/).textContent();
  const authorization = `Bearer ${token}`;
  const made = await post(request, tickets, authorization, await ticketBody());
  expect(made.status(), await made.text()).toBe(201);
  const row = page.getByRole("row", { name });
  await row.getByRole("button", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row.getByText("Revoked")).toBeVisible();
  await expectProblem(await post(request, tickets, authorization, await ticketBody()), 401);
});

test("no key, a wrong one and an expired one are 401 alike", async ({ request }) => {
  const expired = await makeKey({ expires: "-1 second" });
  for (const authorization of [
    "",
    "Bearer",
    "Bearer plinto_x",
    `Basic ${btoa("a:b")}`,
    `Bearer ${"x".repeat(5000)}`,
    expired.authorization,
  ]) {
    const answer = await post(request, tickets, authorization, await ticketBody());
    await expectProblem(answer, 401);
    expect(answer.headers()["www-authenticate"]).toBe("Bearer");
  }
});

test("the same Idempotency-Key and body is answered once, another body refused (platform 3)", async ({ request }) => {
  const { authorization } = await makeKey();
  const title = `Once ${randomUUID()}`;
  const headers = { "idempotency-key": randomUUID() };
  const first = await post(request, tickets, authorization, await ticketBody({ title }), headers);
  expect(first.status()).toBe(201);
  expect(first.headers()["idempotency-replayed"]).toBeUndefined();
  const again = await post(request, tickets, authorization, await ticketBody({ title }), headers);
  expect(again.status()).toBe(201);
  expect(again.headers()["idempotency-replayed"]).toBe("true");
  expect(await again.json()).toEqual(await first.json());
  await expectProblem(
    await post(request, tickets, authorization, await ticketBody({ title: `${title}!` }), headers),
    422,
  );
  const other = await makeKey();
  expect(
    (await post(request, tickets, other.authorization, await ticketBody({ title: `${title}?` }), headers)).status(),
  ).toBe(201);
  await expectProblem(
    await post(request, tickets, authorization, await ticketBody(), { "idempotency-key": "a b" }),
    400,
  );
  expect(await sql("select id from ticket where title = $1", [title])).toHaveLength(1);
});

test("of ten at once with one Idempotency-Key one is done", async ({ request }) => {
  const { authorization } = await makeKey();
  const title = `Race ${randomUUID()}`;
  const body = await ticketBody({ title });
  const headers = { "idempotency-key": randomUUID() };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => post(request, tickets, authorization, body, headers)),
  );
  const statuses = answers.map((answer) => answer.status());
  expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
  expect(answers.filter((answer) => answer.status() === 201 && !answer.headers()["idempotency-replayed"])).toHaveLength(
    1,
  );
  expect(await sql("select id from ticket where title = $1", [title])).toHaveLength(1);
});

test("more calls than the limit allows are 429 and say when to come back", async ({ request }) => {
  const { authorization } = await makeKey({ permissions: ["ticket:set-tier"] });
  let limited: Awaited<ReturnType<typeof request.get>> | undefined;
  for (let sent = 0; sent < 700 && !limited; sent += 50) {
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => request.head("/api/v1/audit/events", { headers: { authorization } })),
    );
    expect(answers.filter((answer) => ![403, 429].includes(answer.status())).map((answer) => answer.status())).toEqual(
      [],
    );
    if (answers.some((answer) => answer.status() === 429))
      limited = await request.get("/api/v1/audit/events", { headers: { authorization } });
  }
  if (!limited) throw new Error("Never limited.");
  await expectProblem(limited, 429);
  expect(Number(limited.headers()["retry-after"])).toBeGreaterThan(0);
  const another = await makeKey();
  expect((await post(request, tickets, another.authorization, await ticketBody())).status()).toBe(201);
});
