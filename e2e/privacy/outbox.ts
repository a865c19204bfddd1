import type { Page } from "@playwright/test";

export const someone = () => `e2e.${Math.random().toString(36).slice(2, 10)}@example.org`;

/** The newest mail to an address whose subject fits, read by an administrator under Settings → Outbox: on this demo with its code or link. */
export async function mailTo(admin: Page, recipient: string, subject: string): Promise<string> {
  await admin.goto(`/settings/outbox?q=${encodeURIComponent(recipient)}`);
  await admin.getByRole("link", { name: subject }).first().click();
  const body = admin.locator("main").getByText("Hello,");
  await body.waitFor();
  const text = (await body.textContent()) ?? "";
  const reveal = admin.getByRole("button", { name: "Show the code or link (demo)" });
  if ((await reveal.count()) === 0) return text;
  await reveal.click();
  const shown = admin.locator("main code");
  await shown.first().waitFor();
  return (await shown.allTextContents()).reduce((filled, value) => filled.replace("••••••", () => value), text);
}

export const codeIn = (mail: string) => /: (\d{6})$/m.exec(mail)?.[1] ?? "";
/** The path of a link in a mail: the address in front may be another one than the test's. */
export const pathIn = (mail: string, part: string) =>
  new RegExp(`https?://[^\\s/]+(/p/[\\w-]+/${part}/[\\w-]+)`).exec(mail)?.[1] ?? "";
