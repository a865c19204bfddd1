import { expect, signInAs, test } from "../fixtures";

test("the status of one's own organisation in the guide's names; another's is not found (P19)", async ({ page }) => {
  await signInAs(page, "nora.falk");
  const other = await page.request.get("/api/v1/policies/compliance-status/0192f0c0-0000-7000-8000-000000000000");
  expect(other.status()).toBe(404);
  expect(other.headers()["content-type"]).toContain("application/problem+json");
  const { organization } = await (await page.request.get(await receiptOf(page))).json();
  const own = await page.request.get(`/api/v1/policies/compliance-status/${organization.id}`);
  expect(own.status()).toBe(200);
  expect(await own.json()).toMatchObject({
    organization_id: organization.id,
    published: expect.any(Number),
    acknowledgement_rate: { value: expect.any(Number), numerator: expect.any(Number), denominator: expect.any(Number) },
    overdue_people: expect.any(Number),
    training_rate: { value: expect.any(Number), numerator: expect.any(Number), denominator: expect.any(Number) },
    violations: { by_severity: { critical: expect.any(Number) }, by_status: { open: expect.any(Number) } },
    exceptions_expiring: expect.any(Number),
  });
});

async function receiptOf(page: import("@playwright/test").Page): Promise<string> {
  await page.goto("/policies/mine");
  await page.getByRole("row").nth(1).getByRole("link").click();
  return (await page.getByRole("link", { name: "Download receipt" }).getAttribute("href")) ?? "";
}

test("nobody acknowledges for somebody else, nor a policy that is not there", async ({ page, baseURL }) => {
  await signInAs(page, "employee.38");
  await page.goto("/policies");
  const href = await page.getByRole("link", { name: "Information security policy" }).getAttribute("href");
  const policyId = href?.split("/")[2] ?? "";
  await page.goto(href ?? "");
  const versionId = await page.locator("input[name=versionId]").inputValue();
  const post = (id: string, data: object) =>
    page.request.post(`/api/v1/policies/${id}/acknowledgements`, { data, headers: { origin: baseURL ?? "" } });
  const somebody = "0192f0c0-0000-7000-8000-000000000000";
  expect((await post(policyId, { version_id: versionId, typed_name: "x", person_id: somebody })).status()).toBe(403);
  expect((await post(somebody, { version_id: versionId, typed_name: "x" })).status()).toBe(404);
  expect((await post(policyId, { version_id: "x", typed_name: "" })).status()).toBe(422);
  const first = await post(policyId, { version_id: versionId, typed_name: "By Program" });
  expect(first.status()).toBe(201);
  const second = await post(policyId, { version_id: versionId, typed_name: "Again" });
  expect((await second.json()).id).toBe((await first.json()).id);
});
