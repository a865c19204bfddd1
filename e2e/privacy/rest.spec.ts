import { expect, signInAs, test } from "../fixtures";

const path = "/api/v1/privacy/data-subject-request";
const nobody = "0192f0c0-0000-7000-8000-000000000000";

test("a request by REST in the guide's names, for oneself; for another only with the permission", async ({
  page,
  baseURL,
}) => {
  await signInAs(page, "employee.12");
  await page.goto("/privacy/my-data");
  const organization_id = await page.locator("main input[name=organizationId]").first().inputValue();
  const post = (data: object, headers = {}) =>
    page.request.post(path, { data: { organization_id, ...data }, headers: { origin: baseURL ?? "", ...headers } });

  const key = { "idempotency-key": crypto.randomUUID() };
  const made = await post({ request_type: "access", description: "By program" }, key);
  expect(made.status()).toBe(201);
  const body = await made.json();
  expect(body).toEqual({
    request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    reference: expect.stringMatching(/^DSR-\d{4}-\d{4}$/),
    status: "in_review",
    received_at: expect.stringMatching(/Z$/),
    due_date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
  });
  const again = await post({ request_type: "access", description: "By program" }, key);
  expect(again.headers()["idempotency-replayed"]).toBe("true");
  expect(await again.json()).toEqual(body);

  const unknown = await post({ request_type: "forget_me" });
  expect(unknown.status()).toBe(422);
  expect(JSON.stringify(await unknown.json())).toContain("access, rectification, erasure");
  expect((await post({ request_type: "access", user_id: nobody })).status()).toBe(403);
  expect((await post({ request_type: "access", organization_id: nobody })).status()).toBe(404);
});
