import type { Browser, BrowserContext, Page } from "@playwright/test";

/**
 * What the server drew is visible before React listens, and a key pressed or a file dropped then is lost. In every context of a
 * test the page stays hidden until it says that it listens (`<html data-listening>`), so that whoever waits for something to be
 * visible waits for that too, after a link, a form or a reload alike. `goto`, `reload` and going back wait by themselves.
 */
export function whereEveryPageListens(browser: Browser, test: { javaScriptEnabled: boolean }): void {
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    if (options?.javaScriptEnabled ?? test.javaScriptEnabled) await hideUntilListening(context);
    return context;
  };
}

async function hideUntilListening(context: BrowserContext): Promise<void> {
  // A sheet made by a script is no <style> element: the content security policy has nothing against it.
  await context.addInitScript(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('html[data-listening="false"] body { visibility: hidden !important }');
    document.adoptedStyleSheets.push(sheet);
  });
  context.on("page", waitWhereItGoes);
}

type Going = "goto" | "reload" | "goBack" | "goForward";

/** `{ waitUntil: "commit" }` still comes back at once: for what happens before a page listens. */
function waitWhereItGoes(page: Page): void {
  const wrap = <Name extends Going>(name: Name) => {
    const go = (page[name] as (...args: unknown[]) => Promise<unknown>).bind(page);
    const waiting = async (...args: unknown[]) => {
      const answer = await go(...args);
      const options = args.at(-1) as { waitUntil?: string } | undefined;
      if (options?.waitUntil !== "commit") await isListening(page);
      return answer;
    };
    page[name] = waiting as Page[Name];
  };
  for (const name of ["goto", "reload", "goBack", "goForward"] as const) wrap(name);
}

/** Waits until the page listens; one that has no scripts of ours needs no waiting. */
const isListening = (page: Page) => page.locator('html:not([data-listening="false"])').waitFor({ state: "attached" });
