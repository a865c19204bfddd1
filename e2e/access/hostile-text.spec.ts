import type { Page } from "@playwright/test";
import { sql } from "../database";
import { expect, pageAs, signInAs, test } from "../fixtures";
import { asMarkdown } from "../policies/writing";
import { expectProblem, makeKey, post, ticketBody } from "./rest";

const html = `<img src=x onerror="window.hit=1"><script>window.hit=1</script></textarea><b>bold</b>`;
const hostile = `${html} 👩🏽‍🚀🌱 مرحبا بالعالم שלום e\u0301 &amp; {{7*7}} ';drop table ticket;-- $\{1} %s`;
const stamp = () => Math.random().toString(36).slice(2, 8);

async function expectNothingRan(page: Page): Promise<void> {
  expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  await expect(page.locator("main img[src=x]")).toHaveCount(0);
}

test("a ticket says what was typed, to its customer and to the desk", async ({ page, browser }) => {
  const title = `${stamp()} ${hostile}`;
  await signInAs(page, "customer.03");
  await page.goto("/support/new");
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("Description").fill(`${hostile}\n\nSecond paragraph \u202eright to left\u202c.`);
  await page.getByLabel("Category").selectOption({ label: "Bug report" });
  await page.getByRole("button", { name: "Open ticket" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
  await expect(page.getByRole("main")).toContainText("Second paragraph");
  await expectNothingRan(page);
  const desk = await pageAs(browser, "theo.vogt");
  await desk.goto(new URL(page.url()).pathname);
  await expect(desk.getByText(title).first()).toBeVisible();
  await expectNothingRan(desk);
  await desk.context().close();
});

test("a policy shows its title as text and its Markdown without anything that runs", async ({ page }) => {
  const title = `${stamp()} ${hostile}`;
  const markdown = `# ${hostile}\n\n[link](javascript:alert(1)) <a href="javascript:window.hit=1">x</a>\n\n<iframe src="/"></iframe>\n\n![x](x "y")\n`;
  await signInAs(page, "mara.lindner");
  await page.goto("/policies/new");
  await page.getByLabel("Title").fill(title);
  await asMarkdown(page);
  await page.getByLabel("Text", { exact: true }).fill(markdown);
  await page.getByLabel("Type", { exact: true }).selectOption({ label: "Code of conduct" });
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  await expectNothingRan(page);
  await expect(page.locator("main iframe, main [href^='javascript:'], main [onerror]")).toHaveCount(0);
});

test("a data-subject request keeps a name and words in any script", async ({ page, browser }) => {
  const name = `${stamp()} <b>Zoë</b> 🌱 שלום`;
  await page.goto("/p/northwind-health");
  await page.getByRole("radio", { name: /Get a copy/ }).check();
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Your email address").fill(`hostile.${stamp()}@example.com`);
  await page.getByLabel("Anything that helps us find it").fill(hostile);
  await page.getByRole("button", { name: "Send request" }).click();
  await expect(page).toHaveURL(/\/verify\//);
  const officer = await pageAs(browser, "ida.krause");
  await officer.goto(`/privacy/requests/${new URL(page.url()).pathname.split("/").at(-1)}`);
  await expect(officer.getByText(name).first()).toBeVisible();
  await expect(officer.getByRole("main")).toContainText(hostile);
  await expectNothingRan(officer);
  await officer.context().close();
});

test("control characters and half characters are taken out, the rest stays", async ({ request }) => {
  const { authorization } = await makeKey();
  const mark = stamp();
  const raw = JSON.stringify(await ticketBody({ title: "TITLE", description: "TEXT" }))
    .replace("TITLE", `${mark} a\\u0000b\\u0007c\\ud83dd\\udc00e\\u202ef`)
    .replace("TEXT", "\\u0000\\ud800one\\r\\ntwo\\u001b[31m\\tthree");
  const made = await post(request, "/api/v1/support/tickets", authorization, raw);
  expect(made.status(), await made.text()).toBe(201);
  const [ticket] = await sql<{ title: string; body: string }>(
    "select t.title, m.body from ticket t join ticket_message m on m.ticket_id = t.id where t.title like $1 order by m.created_at limit 1",
    [`${mark}%`],
  );
  expect(ticket?.title).toBe(`${mark} abc\ufffdd\ufffde\u202ef`);
  expect(ticket?.body).toBe("\ufffdone\ntwo[31m\tthree");
});

test("only such characters count as nothing, and too long is said in numbers", async ({ request }) => {
  const { authorization } = await makeKey();
  for (const title of ["", "   ", "\u0000\u0001", "\n\n", "a".repeat(201), "🌱".repeat(5_000)]) {
    const answer = await post(request, "/api/v1/support/tickets", authorization, await ticketBody({ title }));
    const problem = await expectProblem(answer, 422);
    expect(problem.errors).toEqual([expect.objectContaining({ pointer: "/title" })]);
  }
  const organization_id = (await ticketBody()).organization_id;
  const dsr = { organization_id, request_type: "access", description: "a".repeat(4_001) };
  await expectProblem(await post(request, "/api/v1/privacy/data-subject-request", authorization, dsr), 422);
  for (const user_id of ["\u0000", "a\u0000b", "\ud800", "0192f0c0-0000-7000-8000-000000000000", "👻"]) {
    const other = { organization_id, request_type: "access", user_id };
    const answer = await post(request, "/api/v1/privacy/data-subject-request", authorization, other);
    expect(answer.status(), JSON.stringify(user_id)).toBe(422);
  }
  const policy = { title: "Long", type: "code_of_conduct", text: "a".repeat(200_001) };
  await expectProblem(await post(request, "/api/v1/policies", authorization, policy), 422);
  const nested = `{"organization_id":"${organization_id}","title":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  const deep = await post(request, "/api/v1/support/tickets", authorization, nested);
  expect(deep.status()).toBe(422);
});

test("searching for such text finds it or nothing, and never fails", async ({ page }) => {
  await signInAs(page, "nora.falk");
  for (const words of [hostile, "\u0000", "%", "_", "\\", "'", '"', "\ud800", "👩🏽‍🚀", "a".repeat(300)]) {
    for (const path of ["/audit", "/policies", "/audit/evidence"]) {
      const response = await page.request.get(path, { params: { q: words, search: words, cursor: words } });
      expect(response.status(), `${path} ${JSON.stringify(words).slice(0, 40)}`).toBeLessThan(500);
    }
  }
});
