import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { chooseChromium } from "../scripts/lib/chromium.mjs";
import { makeTemporaryFolder, removeFolder } from "../scripts/lib/temporary-folder.mjs";
import { startTestPortal } from "../scripts/lib/test-portal.mjs";

/**
 * The scripts a phone downloads on the reader page of the built portal until a policy is acknowledged, compressed as sent (gzip), file
 * by file; and the same of the sign-in page, which is the framework and little else. Aim: below 150 kB (1 kB = 1,000 bytes). Needs a
 * build (`npm test -- --only=build` makes `.next-test`).
 */
const aim = 150_000;
const folder = await makeTemporaryFolder();
const closing = [];
/** A phone with an empty cache that notes every script it is sent. */
async function phone(browser) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const scripts = new Map();
  const bodies = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    const name = new URL(response.url()).pathname.split("/").at(-1);
    bodies.push(
      Promise.all([response.body(), response.headerValue("content-encoding")]).then(([body, encoding]) => {
        // The smallest are sent as they are.
        scripts.set(name, encoding === "gzip" ? gzipSync(body).length : body.length);
      }),
    );
  });
  return {
    context,
    page,
    /** What came until now; begins anew. */
    async taken() {
      await page.waitForLoadState("networkidle");
      await Promise.all(bodies.splice(0));
      const sizes = [...scripts].sort(([, a], [, b]) => b - a);
      scripts.clear();
      return sizes;
    },
  };
}

const total = (sizes) => sizes.reduce((sum, [, size]) => sum + size, 0);
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
  const shared = new Set(framework.map(([name]) => name));
  for (const [name, size] of sizes) {
    console.log(`  ${kilo(size).padStart(9)}  ${name}${shared.has(name) ? "  (on the sign-in page too)" : ""}`);
  }
  console.log(`sign-in page: ${kilo(total(framework))} in ${framework.length} files`);
  console.log(`reader page, until acknowledged: ${kilo(total(sizes))} in ${sizes.length} files (aim < ${kilo(aim)})`);
  if (total(sizes) >= aim) process.exitCode = 1;
} finally {
  for (const close of closing.reverse()) await close();
  removeFolder(folder);
}
process.exit();
