import type { Page } from "@playwright/test";
import { expectProblem } from "../access/rest";
import { expect, pageAs, signInAs, test } from "../fixtures";
import { draft, title } from "./writing";

/** Requests with the session of a page of the portal, as its own scripts send them. */
const api = (page: Page, baseURL = "") => {
  const headers = { origin: baseURL };
  const at = (path: string) => `/api/v1/policies/${path}`;
  return {
    get: (path: string) => page.request.get(at(path)),
    post: (path: string, data: object = {}) => page.request.post(at(path), { data, headers }),
    put: (path: string, data: object) => page.request.put(at(path), { data, headers }),
    delete: (path: string) => page.request.delete(at(path), { headers }),
  };
};
const nothing = "0192f0c0-0000-7000-8000-000000000000";

test("groups are made, filled, emptied and archived (P11)", async ({ page, browser, baseURL }) => {
  await signInAs(page, "nora.falk");
  const officer = api(page, baseURL);
  const name = title("Night shift 🌙");
  const made = await officer.post("groups", { name });
  expect(made.status()).toBe(201);
  const { id } = await made.json();
  expect(await (await expectProblem(await officer.post("groups", { name }), 422)).errors).toBeTruthy();
  await expectProblem(
    await officer.post(`groups/${id}/members`, {
      emails: ["employee.24@northwind.example", "nobody@northwind.example"],
    }),
    422,
  );
  const emails = ["employee.24@northwind.example", "employee.25@northwind.example"];
  expect(await (await officer.post(`groups/${id}/members`, { emails })).json()).toEqual({ id, added: 2 });
  expect(await (await officer.post(`groups/${id}/members`, { emails })).json()).toEqual({ id, added: 0 });
  const group = await (await officer.get(`groups/${id}`)).json();
  expect(group).toMatchObject({
    name,
    members: 2,
    archived: false,
    people: [{ email: emails[0] }, { email: emails[1] }],
  });
  expect((await officer.delete(`groups/${id}/members/${group.people[0].person_id}`)).status()).toBe(200);
  await expectProblem(await officer.delete(`groups/${id}/members/${group.people[0].person_id}`), 404);
  expect((await officer.put(`groups/${id}`, { name: `${name} two`, description: "After eight." })).status()).toBe(200);
  const { groups } = await (await officer.get("groups")).json();
  expect(groups).toContainEqual({ id, name: `${name} two`, description: "After eight.", members: 1 });

  const employee = api(await pageAs(browser, "employee.24"), baseURL);
  await expectProblem(await employee.get("groups"), 403);
  await expectProblem(await employee.delete(`groups/${id}`), 403);
  await expectProblem(await officer.get(`groups/${nothing}`), 404);
  await expectProblem(await officer.get("groups/not-an-id"), 422);

  expect(await (await officer.delete(`groups/${id}`)).json()).toEqual({ id, archived: true });
  await expectProblem(await officer.put(`groups/${id}`, { name: "Again" }), 409);
});

test("an exemption is asked for, decided by somebody else, and ended (P16)", async ({ page, browser, baseURL }) => {
  await signInAs(page, "nora.falk");
  const officer = api(page, baseURL);
  const approver = api(await pageAs(browser, "jonas.brandt"), baseURL);
  const { exemptions } = await (await officer.get("exemptions?status=approved")).json();
  const expires_on = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const asked = {
    policy_id: exemptions[0].policy_id,
    kind: "exception",
    scope: title("The lab"),
    reason: "It has no terminal.",
    compensating_measure: "A paper list.",
    expires_on,
  };
  await expectProblem(await officer.post("exemptions", { ...asked, scope: undefined }), 422);
  await expectProblem(await officer.post("exemptions", { ...asked, policy_id: nothing }), 404);
  const made = await officer.post("exemptions", asked);
  expect(made.status()).toBe(201);
  const { id, reference } = await made.json();
  const decide = (who: typeof officer, decision: string) => who.post(`exemptions/${id}/decision`, { decision });
  await expectProblem(await decide(officer, "approved"), 403);
  await expectProblem(await decide(approver, "perhaps"), 422);
  expect(await (await decide(approver, "approved")).json()).toEqual({ id, status: "approved" });
  await expectProblem(await decide(approver, "refused"), 409);
  const listed = (await (await officer.get("exemptions?status=approved")).json()).exemptions;
  expect(listed).toContainEqual(
    expect.objectContaining({ id, reference, of: asked.scope, expires_on, decided_by: "Jonas Brandt" }),
  );
  expect(await (await approver.post(`exemptions/${id}/end`)).json()).toMatchObject({ id, status: "ended" });
  await expectProblem(await approver.post(`exemptions/${id}/end`), 409);
  await expectProblem(await officer.get("exemptions?status=perhaps"), 422);
});

test("an emergency publication and its second person (P4)", async ({ page, browser, baseURL }) => {
  const authorsPage = await pageAs(browser, "mara.lindner");
  await draft(authorsPage, title("Lock the doors"), "## Rule\n\nLock them.\n");
  const policyId = new URL(authorsPage.url()).pathname.split("/")[2];
  const versionId = await authorsPage.locator("input[name=versionId]").first().inputValue();
  await signInAs(page, "nora.falk");
  const [officer, author] = [api(page, baseURL), api(authorsPage, baseURL)];
  const approver = api(await pageAs(browser, "jonas.brandt"), baseURL);
  const place = `versions/${versionId}/emergency`;

  await expectProblem(await author.post(place, { reason: "Now." }), 403);
  await expectProblem(await officer.post(place, {}), 422);
  const made = await (await officer.post(place, { reason: "A break-in last night." })).json();
  expect(made).toMatchObject({ policy_id: policyId, version_id: versionId });
  const hours = (Date.parse(made.confirm_until) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(71);
  expect(hours).toBeLessThanOrEqual(72);
  await expectProblem(await officer.post(place, { reason: "Again." }), 409);
  await expectProblem(await officer.post(`${place}/confirmation`), 403);
  expect(await (await approver.post(`${place}/confirmation`)).json()).toMatchObject({ confirmed: true });
  await expectProblem(await approver.post(`${place}/confirmation`), 409);
});
