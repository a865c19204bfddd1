import { spawn } from "node:child_process";
import { once } from "node:events";
import pg from "pg";
import { expect, test } from "../fixtures";
import { asMarkdown, title } from "../policies/writing";
import { startSecondPortal } from "./second-portal";

const name = `deploying_${process.pid}`;
const url = new URL(process.env.DATABASE_URL ?? "");
url.pathname = `/${name}`;
let portal: Awaited<ReturnType<typeof startSecondPortal>> | undefined;

async function asOwner(text: string) {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  await client.query(text).finally(() => client.end());
}

/** `npm run setup` beside a portal in production mode. */
async function setup(...words: string[]): Promise<string> {
  const env = { ...process.env, NODE_ENV: "production", PORTAL_MODE: "production", DATABASE_URL: url.href };
  const child = spawn(process.execPath, ["scripts/setup.mjs", ...words], { env: env as NodeJS.ProcessEnv });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  expect(code, output).toBe(0);
  return output;
}

test.beforeAll(() => asOwner(`create database ${name}`));
test.afterAll(async () => {
  await portal?.stop();
  await asOwner(`drop database if exists ${name} with (force)`);
});

test("the README's Deploying: a database, setup, the first sign-in, the first policy", async ({ page }) => {
  const output = await setup(
    ...[
      "--name",
      "Example Ltd",
      "--slug",
      "example",
      "--admin-email",
      "ada@example.com",
      "--admin-name",
      "Ada Example",
    ],
    ...["--roles", "admin, employee, policy_author"],
    ...["--person", "Bo Berg <bo@example.com>: policy_approver, employee"],
  );
  const [, secret = ""] = /^ada@example\.com signs in with the password (\S+)$/m.exec(output) ?? [];
  portal = await startSecondPortal(url.href, { PORTAL_MODE: "production" });

  await page.goto(`${portal.url}/sign-in`);
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByLabel("Password").fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).not.toHaveURL(/sign-in/);

  const policy = title("First policy");
  await page.goto(`${portal.url}/policies/new`);
  await page.getByLabel("Title", { exact: true }).fill(policy);
  await asMarkdown(page);
  await page.getByLabel("Text", { exact: true }).fill("# Purpose\n\nThis is our first policy.");
  await page.getByLabel("Type", { exact: true }).selectOption({ label: "Code of conduct" });
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name: policy })).toBeVisible();
});
