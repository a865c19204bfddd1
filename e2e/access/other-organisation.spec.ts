import type { Page } from "@playwright/test";
import { organizationId, sql, trail } from "../database";
import { expect, expectAccessible, signInAs, test } from "../fixtures";
import { expectProblem, makeKey, post, ticketBody } from "./rest";

const unknown = "0192f0c0-0000-7000-8000-000000000000";

/** An object of Aster Logistics with the words that must not show. */
async function ofAster(table: "policy" | "audit_event" | "membership"): Promise<string> {
  const organization = await organizationId("aster-logistics");
  const [row] = await sql<{ id: string }>(`select id from ${table} where organization_id = $1 limit 1`, [organization]);
  return row?.id ?? "";
}

async function expectNothingHere(page: Page, path: string): Promise<void> {
  const response = await page.goto(path);
  expect(response?.status(), path).toBe(404);
  await expect(page).toHaveTitle("Not found · Plinto");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  expect(await page.content()).not.toMatch(/Aster Logistics|aster\.example/);
  await expect(page.getByRole("main")).toHaveText(
    "There is nothing hereThe address may be mistyped, or what stood here is not visible to you.Go to My work",
  );
}

test("another organisation's object looks exactly like one that never was", async ({ page }) => {
  const policy = await ofAster("policy");
  const [title] = await sql<{ title: string }>("select title from policy_version where policy_id = $1", [policy]);
  expect(title?.title.length).toBeGreaterThan(3);
  await signInAs(page, "mara.lindner");
  for (const id of [policy, unknown]) {
    await expectNothingHere(page, `/policies/${id}`);
    await expectNothingHere(page, `/policies/${id}/read`);
    await expectNothingHere(page, `/policies/${id}/edit`);
  }
  expect(await page.content()).not.toContain(`>${title?.title}<`);
  await signInAs(page, "ava.roth");
  for (const id of [await ofAster("audit_event"), unknown, "not-an-id"])
    await expectNothingHere(page, `/audit/events/${id}`);
  await expectNothingHere(page, `/audit/evidence/${unknown}`);
  await signInAs(page, "theo.vogt");
  await expectNothingHere(page, `/support/tickets/${unknown}`);
  await signInAs(page, "ida.krause");
  await expectNothingHere(page, `/privacy/requests/${unknown}`);
  await expectAccessible(page);
});

test("a path or body that names another organisation is 404 and a denied event of the caller's own (A6)", async ({
  request,
}) => {
  const aster = await organizationId("aster-logistics");
  const { id: keyId, authorization } = await makeKey();
  const since = new Date();
  const answers = [
    await request.get(`/api/v1/policies/compliance-status/${aster}`, { headers: { authorization } }),
    await post(request, "/api/v1/support/tickets", authorization, await ticketBody({ organization_id: aster })),
    await post(request, "/api/v1/privacy/data-subject-request", authorization, {
      organization_id: aster,
      request_type: "access",
    }),
    await request.get(`/api/v1/audit/log/${aster}/checkpoint`, { headers: { authorization } }),
    await request.get(
      `/api/v1/policies/compliance-status/${await organizationId("northwind-health")}?organization_id=${aster}`,
      { headers: { authorization } },
    ),
  ];
  for (const answer of answers) {
    const problem = await expectProblem(answer, 404);
    expect(JSON.stringify(problem)).not.toMatch(/aster/i);
    const requestId = answer.headers()["x-request-id"] ?? "";
    expect(await trail("northwind-health", { requestId })).toEqual([
      expect.objectContaining({ outcome: "denied", resource_id: aster }),
    ]);
  }
  const theirs = await sql(
    "select id from audit_event where organization_id = $1 and recorded_at >= $2 and actor_id = $3",
    [aster, since, keyId],
  );
  expect(theirs).toEqual([]);
  const own = await request.get(
    `/api/v1/policies/compliance-status/${(await organizationId("northwind-health")).toUpperCase()}`,
    { headers: { authorization } },
  );
  expect(own.status()).toBe(200);
});

test("a missing role is 403 with words, and on record", async ({ page }) => {
  await signInAs(page, "employee.20");
  const since = new Date();
  for (const path of ["/settings/keys", "/audit", "/policies/new", "/support/sla", "/privacy"]) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(403);
    await expect(page).toHaveTitle("Not yours to open · Plinto");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your role does not open this page");
  }
  const answer = await page.request.get("/api/v1/audit/events?q=x");
  await expectProblem(answer, 403);
  const events = await trail("northwind-health", { since });
  expect(events.filter((event) => event.outcome === "denied").length).toBeGreaterThanOrEqual(6);
});

test("a role is looked at before the body", async ({ request }) => {
  const { authorization } = await makeKey({ permissions: ["ticket:create"] });
  for (const body of ["{", JSON.stringify({ title: 1 }), Buffer.alloc(2 * 1024 * 1024, "a")]) {
    const answer = await post(request, "/api/v1/policies", authorization, body);
    await expectProblem(answer, 403);
    expect(await trail("northwind-health", { requestId: answer.headers()["x-request-id"] ?? "" })).toEqual([
      expect.objectContaining({ action: "policy.draft", outcome: "denied" }),
    ]);
  }
});

test("a key can hold no right that only jobs or visitors have", async ({ request }) => {
  const { authorization } = await makeKey({ permissions: ["request:execute", "request:verify", "policy:distribute"] });
  await expectProblem(await post(request, "/api/v1/support/tickets", authorization, await ticketBody()), 403);
});
