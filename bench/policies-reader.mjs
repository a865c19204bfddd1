import { chromium } from "playwright-core";
import { readerAim as aim, totalOf as total, weighScripts } from "../e2e/script-weight.ts";
import { chooseChromium } from "../scripts/lib/chromium.mjs";
import { makeTemporaryFolder, removeFolder } from "../scripts/lib/temporary-folder.mjs";
import { startTestPortal } from "../scripts/lib/test-portal.mjs";

/**
 * The scripts a phone downloads on the reader page of the built portal until a policy is acknowledged, as they are sent, file by
 * file; and the same of the sign-in page, which is the framework and little else. A browser accepts brotli where it came by HTTPS or
 * from the same machine; beside it stands what gzip alone would take. Aim: below 150 kB (1 kB = 1,000 bytes). Needs a build (`npm test -- --only=build` makes `.next-test`).
 */
const folder = await makeTemporaryFolder();
const closing = [];
/** A phone with an empty cache that notes every script it is sent. */
async function phone(browser) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const { taken } = weighScripts(page);
  return {
    context,
    page,
    async taken() {
      await page.waitForLoadState("networkidle");
      return taken();
    },
  };
}

const kilo = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

try {
  const { PORTAL_TEST_URL: base, DEMO_PASSWORD: secret } = await startTestPortal(folder, ".next-test", closing);
  const browser = await chromium.launch({
    executablePath: (await chooseChromium()).file,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  closing.push(() => browser.close());
  const first = await phone(browser);
  await first.page.goto(`${base}/sign-in`);
  const framework = await first.taken();
  await first.page.getByLabel("Email").fill("employee.31@northwind.example");
  await first.page.getByLabel("Password").fill(secret);
  await first.page.getByRole("button", { name: "Sign in" }).click();
  await first.page.waitForURL(`${base}/`);
  const cookies = await first.context.cookies();
  const read = await first.page
    .getByRole("link", { name: /Information security policy/ })
    .first()
    .getAttribute("href");

  // By the link in a mail, as most come: nothing is in the cache.
  const reader = await phone(browser);
  await reader.context.addCookies(cookies);
  await reader.page.goto(base + read);
  await reader.page.getByRole("button", { name: "End of the text" }).scrollIntoViewIfNeeded();
  await reader.page.getByLabel("Your name").fill("On A Phone");
  await reader.page.getByRole("button", { name: /^Acknowledge version/ }).click();
  await reader.page.getByRole("heading", { name: /^You acknowledged version/ }).waitFor();
  const sizes = await reader.taken();
  const shared = new Set(framework.map(({ name }) => name));
  for (const { name, sent, gzip } of sizes) {
    const where = shared.has(name) ? "  (on the sign-in page too)" : "";
    console.log(`  ${kilo(sent).padStart(9)}  ${kilo(gzip).padStart(9)}  ${name}${where}`);
  }
  const words = (scripts) =>
    `${kilo(total(scripts))} in ${scripts.length} files; with gzip alone ${kilo(total(scripts, "gzip"))}`;
  console.log(`sign-in page: ${words(framework)}`);
  console.log(`reader page, until acknowledged: ${words(sizes)} (aim < ${kilo(aim)})`);
  if (total(sizes) >= aim) process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
  removeFolder(folder);
}
process.exit();
