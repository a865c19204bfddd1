import type { Page } from "@playwright/test";
import { classClashes } from "@/scripts/testing/class-clashes";
import { expect } from "../fixtures";

/** Which kinds of elements stand on a page: name, looks and role. */
export function kindsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const kinds = [...document.querySelectorAll("main *")].map(
      (element) => `${element.tagName}.${element.getAttribute("class") ?? ""}[${element.getAttribute("role") ?? ""}]`,
    );
    return [...new Set(kinds)];
  });
}

/** Two frames later, when what a narrower screen changes has changed. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20)))),
  );
}

/** No element has two classes that set the same property. */
export async function expectClearLooks(page: Page): Promise<void> {
  const lists = await page.evaluate(() =>
    [...document.querySelectorAll("[class]")].map((element) => element.getAttribute("class") ?? ""),
  );
  const clashes = [...new Set(lists)].filter((list) => classClashes(list).length > 0);
  expect(
    clashes.map((list) => `${classClashes(list).join(" ")} in ${list}`),
    page.url(),
  ).toEqual([]);
}

/** Title, one first heading, one main, a language. */
export async function expectNamed(page: Page): Promise<void> {
  await expect(page, page.url()).toHaveTitle(/^\S.+ · Plinto$/);
  await expect(page.locator("h1:visible"), page.url()).toHaveCount(1);
  await expect(page.locator("main"), page.url()).toHaveCount(1);
  await expect(page.locator("html")).toHaveAttribute("lang", "en-GB");
}

/** Tab from the top reaches "Skip to content", which shows itself and leads to the page; what follows shows its focus. */
export async function expectKeyboard(page: Page): Promise<void> {
  // As if the page had just been opened, also where a field takes the focus by itself.
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
  });
  await page.keyboard.press("Tab");
  const skip = page.getByRole("link", { name: "Skip to content" });
  await expect(skip, page.url()).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main#main"), page.url()).toBeFocused();
  for (let step = 0; step < 4; step += 1) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const ringed = (style: CSSStyleDeclaration) =>
        (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
      const shows = ringed(getComputedStyle(element)) || ringed(getComputedStyle(element, "::after"));
      return shows ? null : element.outerHTML.slice(0, 160);
    });
    expect(hidden, `${page.url()}: focus does not show`).toBeNull();
  }
}

/** On a phone what is pressed is 44 px high, and a link that stands alone 24 at least; links within a sentence may be as high as it. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const pressed = "button, summary, select, textarea, input:not([type=hidden]), [role=tab], a[href]";
    for (const element of document.querySelectorAll<HTMLElement>(pressed)) {
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      const box = element.getBoundingClientRect();
      if (box.width <= 1 || box.height <= 1) continue;
      const link = element.tagName === "A" && element.getAttribute("role") !== "tab";
      if (link && getComputedStyle(element).display === "inline") continue;
      if (element.classList.contains("stretched-link")) continue;
      const tick = /^(checkbox|radio)$/.test(element.getAttribute("type") ?? element.getAttribute("role") ?? "");
      const labels = tick ? [...((element as HTMLInputElement).labels ?? [])] : [];
      const boxes = [box, ...labels.map((label) => label.getBoundingClientRect())];
      const [width, height] = [
        Math.max(...boxes.map((each) => each.width)),
        Math.max(...boxes.map((each) => each.height)),
      ];
      if (height < (link ? 24 : 44) - 0.5 || width < 23.5)
        found.push(
          `${Math.round(width)}×${Math.round(height)} ${element.outerHTML.replaceAll(/\s+/g, " ").slice(0, 140)}`,
        );
    }
    return found;
  });
}
