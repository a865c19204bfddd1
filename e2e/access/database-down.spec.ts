import type { Page } from "@playwright/test";
import { sql } from "../database";
import { expect, expectAccessible, signInAs, test } from "../fixtures";
import { expectProblem, makeKey, post, ticketBody } from "./rest";
import { startSecondPortal, wayToDatabase } from "./second-portal";

const words = "The portal cannot reach its database";
let way: Awaited<ReturnType<typeof wayToDatabase>>;
let portal: Awaited<ReturnType<typeof startSecondPortal>>;
let authorization = "";

test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  way = await wayToDatabase();
  portal = await startSecondPortal(way.url);
  ({ authorization } = await makeKey());
});

test.afterAll(async () => {
  await portal?.stop();
  way?.end();
});

/** Its own limits end a wait for the database, long before a browser or a proxy gives up. */
const patience = 60_000;

async function expectAway(page: Page, path: string): Promise<void> {
  const began = Date.now();
  const response = await page.goto(`${portal.url}${path}`);
  expect(response?.status(), path).toBe(503);
  expect(response?.headers()["retry-after"]).toBe("10");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(words);
  await expect(page).toHaveTitle(`${words} · Plinto`);
  expect(Date.now() - began, path).toBeLessThan(patience);
  expect(await page.content()).not.toMatch(/prisma|ECONN|node_modules|127\.0\.0\.1:\d+\/portal/i);
}

test("pages, REST, forms and health say 503 at once, and work again without a restart", async ({ page, request }) => {
  const title = `While away ${Date.now()}`;
  const tickets = `${portal.url}/api/v1/support/tickets`;
  const body = await ticketBody({ title });
  await signInAs(page, "employee.28");
  expect((await page.goto(`${portal.url}/support/new`))?.status()).toBe(200);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Description").fill("Typed before the database went away.");
  await page.getByLabel("Category").selectOption({ label: "Bug report" });

  await way.stop();
  // Within a second of its last answer nobody asks whether the database is there: the page finds out by itself.
  expect((await request.get(`${portal.url}/policies`, { headers: { cookie: await cookieOf(page) } })).status()).toBe(
    503,
  );
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === "POST"),
    page.getByRole("button", { name: "Open ticket" }).click(),
  ]);
  expect(answer.status()).toBe(503);
  await expect(page.getByText("The portal cannot reach its database. Nothing was changed.")).toBeVisible();
  await expect(page.getByLabel("Title")).toHaveValue(title);

  const { csrfToken } = await (await request.get(`${portal.url}/api/auth/csrf`)).json();
  const form = { csrfToken, email: "employee.28@northwind.example", password: "x", json: "true" };
  const signingIn = await request.post(`${portal.url}/api/auth/callback/credentials`, { form });
  await expectProblem(signingIn, 503);
  const problem = await expectProblem(await post(request, tickets, authorization, body), 503);
  expect(problem.detail).toContain("cannot reach its database");
  // The pulse is taken at most once a second.
  await expect(async () => {
    const health = await request.get(`${portal.url}/api/health`);
    expect([health.status(), await health.json()]).toEqual([503, { status: "live", database: "down" }]);
  }).toPass({ timeout: 120_000 });
  for (const path of ["/", "/policies", "/sign-in", "/p/northwind-health"]) await expectAway(page, path);
  await expectAccessible(page);

  await way.start();
  await expect(async () => expect((await request.get(`${portal.url}/api/health`)).status()).toBe(200)).toPass({
    timeout: 120_000,
  });
  expect((await page.goto(`${portal.url}/policies`))?.status()).toBe(200);
  const made = await post(request, tickets, authorization, body);
  expect(made.status(), await made.text()).toBe(201);
  expect(await sql("select id from ticket where title = $1", [title])).toHaveLength(1);
  expect(portal.running()).toBe(true);
});

test("a database that takes calls and never answers is 503 by a limit of our own", async ({ page, request }) => {
  const tickets = `${portal.url}/api/v1/support/tickets`;
  await signInAs(page, "employee.28");
  expect((await page.goto(`${portal.url}/policies`))?.status()).toBe(200);
  way.hang();
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  const began = Date.now();
  const [rest, health] = await Promise.all([
    post(request, tickets, authorization, await ticketBody()),
    request.get(`${portal.url}/api/health`),
    expectAway(page, "/policies"),
  ]);
  await expectProblem(rest, 503);
  expect(health.status()).toBe(503);
  expect(Date.now() - began).toBeLessThan(patience);
  way.goOn();
  await expect(async () => expect((await request.get(`${portal.url}/api/health`)).status()).toBe(200)).toPass({
    timeout: 120_000,
  });
  expect((await page.goto(`${portal.url}/policies`))?.status()).toBe(200);
});

async function cookieOf(page: Page): Promise<string> {
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
}
