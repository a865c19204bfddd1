import { expectProblem } from "../access/rest";
import { expect, expectAccessible, expectNoOverflow, pageAs, signInAs, test } from "../fixtures";

/** A day far enough away that no other test's absence lies on it; each run of the file has days of its own. */
const start = 300 + Math.floor(Math.random() * 300);
const day = (more: number) => new Date(Date.now() + (start + more) * 86_400_000).toISOString().slice(0, 10);

test("a manager records an absence by keyboard, changes it and withdraws it; its person sees it and cannot change it", async ({
  page,
  browser,
}) => {
  await signInAs(page, "lea.hahn");
  await page.goto("/settings/absences");
  const record = page.getByRole("button", { name: "Record absence" });
  await page.getByLabel("Who").selectOption("rosa.keller@northwind.example");
  await page.getByLabel("Kind").selectOption("Sick leave");
  await page.getByLabel("First day away").fill(day(5));
  await page.getByLabel("Last day away").fill(day(1));
  await page.getByLabel("Last day away").press("Enter");
  await expect(page.getByText("Choose the first day or a later one.").first()).toBeVisible();
  await expect(page.getByLabel("First day away")).toHaveValue(day(5));
  await page.getByLabel("Last day away").fill(day(9));
  await record.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("The absence is recorded.")).toBeVisible();

  const own = await pageAs(browser, "rosa.keller");
  await own.goto("/settings/absences");
  const yours = own.getByRole("table", { name: "Your absences" });
  await expect(yours.getByText("Sick leave")).toHaveCount(1);
  await expect(own.getByRole("button", { name: "Record absence" })).toHaveCount(0);
  await expect(own.getByRole("link", { name: "Change" })).toHaveCount(0);

  await page.goto("/settings/absences?q=Rosa");
  const team = page.getByRole("table", { name: "Absences of others" });
  await team.getByRole("link", { name: "Change" }).click();
  await expect(page.getByRole("heading", { name: "Absence of Rosa Keller" })).toBeVisible();
  await expect(page.getByLabel("Last day away")).toHaveValue(day(9));
  await page.getByLabel("Last day away").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The absence is changed.")).toBeVisible();

  const officer = await pageAs(browser, "nora.falk");
  await officer.goto("/settings/absences?q=Rosa");
  await expect(officer.getByText("Not shown")).toBeVisible();
  await expect(officer.getByText("Sick leave")).toHaveCount(0);

  await page.goto("/settings/absences?q=Rosa");
  await page.getByRole("button", { name: "Withdraw" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw" }).click();
  await expect(page.getByText("Nothing fits")).toBeVisible();
  await page.goto("/settings/absences?q=Rosa&show=all");
  await expect(team.getByText("Withdrawn").first()).toBeVisible();
});

test("a due date says why it is later", async ({ page }) => {
  await signInAs(page, "employee.11");
  await page.goto("/policies/training");
  await expect(page.getByText(/days, not counting your leave/)).toBeVisible();
});

test("fits a phone, in both themes; refused to customers", async ({ page, browser }) => {
  await signInAs(page, "otto.weiss");
  await page.setViewportSize({ width: 360, height: 740 });
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("/settings/absences?show=all");
    await expectAccessible(page);
    await expectNoOverflow(page);
  }
  const customer = await pageAs(browser, "clara.moss");
  expect((await customer.goto("/settings/absences"))?.status()).toBe(403);
});

test("by REST: recorded, read, changed, withdrawn; twice, one's own and somebody else's are refused", async ({
  page,
  browser,
  baseURL,
}) => {
  const headers = { origin: baseURL ?? "" };
  await signInAs(page, "lea.hahn");
  const path = "/api/v1/people/absences";
  const theo = { person_email: "theo.vogt@northwind.example", kind: "leave" };
  const days = { first_day: day(20), last_day: day(24) };
  const made = await page.request.post(path, { data: { ...theo, ...days }, headers });
  expect(made.status()).toBe(201);
  const { id } = await made.json();
  await expectProblem(await page.request.post(path, { data: { ...theo, ...days }, headers }), 409);
  await expectProblem(await page.request.post(path, { data: { ...theo, first_day: "soon" }, headers }), 422);
  const own = { ...theo, ...days, person_email: "lea.hahn@northwind.example" };
  await expectProblem(await page.request.post(path, { data: own, headers }), 403);
  const later = { kind: "other", first_day: day(21), last_day: null };
  expect((await page.request.put(`${path}/${id}`, { data: later, headers })).status()).toBe(200);
  expect(await (await page.request.get(`${path}/${id}`)).json()).toMatchObject({
    ...{ id, person: "Theo Vogt", kind: "other", first_day: day(21), last_day: null, state: "coming" },
  });
  const stranger = await pageAs(browser, "emil.sander");
  await expectProblem(await stranger.request.get(`${path}/${id}`), 404);
  await expectProblem(await stranger.request.post(`${path}/${id}/withdraw`, { headers }), 403);
  expect(await (await page.request.post(`${path}/${id}/withdraw`, { headers })).json()).toEqual({
    ...{ id, state: "withdrawn" },
  });
  await expectProblem(await page.request.post(`${path}/${id}/withdraw`, { headers }), 409);
});
