import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { asOwner } from "@/lib/audit/testing/log-inspection";
import { loadSecrets } from "./lib/secrets.mjs";
import { makeTemporaryFolder, removeFolder } from "./lib/temporary-folder.mjs";

const name = `setup_${process.pid}`;
let url: string;
let folder: string;

beforeAll(async () => {
  folder = await makeTemporaryFolder();
  await asOwner(inject("adminDatabaseUrl"), (db) => db.query(`create database ${name}`));
  url = inject("adminDatabaseUrl").replace(/\/portal$/, `/${name}`);
});
afterAll(async () => {
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
  await asOwner(inject("adminDatabaseUrl"), (db) => db.query(`drop database ${name} with (force)`));
  removeFolder(folder);
});

/** As the README's "Deploying" says it: a database of one's own, an address, nothing else. */
async function setup(...words: string[]) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DATABASE_URL: url, PUBLIC_URL: "https://portal.example", DATA_FOLDER: folder };
  const child = spawn(process.execPath, ["scripts/setup.mjs", ...words], { env: env as unknown as NodeJS.ProcessEnv });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  return { code, output };
}

const organization = ["--name", "Example Ltd", "--slug", "example"];
const admin = ["--admin-email", "ada@example.com", "--admin-name", "Ada Example"];
const author = ["--person", "Bo Berg <bo@example.com>: policy_author, employee"];

test("in production, on an empty database, setup makes people who can sign in", async () => {
  const { code, output } = await setup(...organization, ...admin, ...author);
  expect(output).toContain("Example Ltd is made.");
  expect(code).toBe(0);

  Object.assign(process.env, loadSecrets(folder), { DATABASE_URL: url, DATA_FOLDER: folder });
  const { signIn } = await import("@/lib/platform/auth/sign-in");
  const { client } = await import("@/lib/platform/db/client");
  const people = [...output.matchAll(/^(\S+) signs in with the password (\S+)$/gm)];
  const found = [];
  for (const [, email = "", password = ""] of people) {
    const { personId } = await signIn(email, password, { requestId: crypto.randomUUID() });
    const memberships = await client().membership.findMany({ where: { personId } });
    found.push([email, memberships.flatMap(({ roles }) => roles)]);
  }
  expect(found).toEqual([
    ["ada@example.com", ["admin", "employee"]],
    ["bo@example.com", ["policy_author", "employee"]],
  ]);
});

test("a second organisation of the same name, and a role nobody knows, are refused in plain words", async () => {
  const again = await setup(...organization, ...admin);
  expect(again).toMatchObject({ code: 1, output: expect.stringContaining("There is an organisation of that name") });
  const unknown = await setup(...organization, ...admin, "--person", "Bo Berg <bo@example.com>: king");
  expect(unknown).toMatchObject({ code: 2, output: expect.stringContaining("--person.0.roles.0") });
});
