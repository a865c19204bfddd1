import type { Page } from "@playwright/test";

export const someone = () => `e2e.${Math.random().toString(36).slice(2, 10)}@example.org`;

/** The newest mail to an address whose subject fits, read by an administrator under Settings → Outbox. */
export async function mailTo(admin: Page, recipient: string, subject: string): Promise<string> {
  await admin.goto(`/settings/outbox?q=${encodeURIComponent(recipient)}`);
  await admin.getByRole("link", { name: subject }).first().click();
  const body = admin.locator("main").getByText("Hello,");
  await body.waitFor();
  return (await body.textContent()) ?? "";
}

export const codeIn = (mail: string) => /: (\d{6})$/m.exec(mail)?.[1] ?? "";
/** The path of a link in a mail: the address in front may be another one than the test's. */
export const pathIn = (mail: string, part: string) =>
  new RegExp(`https?://[^\\s/]+(/p/[\\w-]+/${part}/[\\w-]+)`).exec(mail)?.[1] ?? "";
