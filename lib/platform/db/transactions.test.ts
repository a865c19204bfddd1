import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

/** Files whose lines match; git's own exit code 1 means none. */
const files = (pattern: string) =>
  spawnSync(
    "git",
    ["grep", "-lE", "--untracked", pattern, "--", "app", "lib", "components", "scripts/*.ts", "prisma/seed"],
    {
      encoding: "utf8",
    },
  )
    .stdout.trim()
    .split("\n")
    .filter((file) => file && !file.includes("/generated/") && !/\.test\.ts$|\/testing\//.test(file));

test("nothing but tenant, door and setting up opens a transaction or takes the client (architecture 4, the door)", () => {
  expect(files("\\$transaction\\(|[^.\\w]client\\(\\)\\.").sort()).toEqual([
    "lib/platform/db/tenant.ts",
    "lib/platform/setup/create-organization.ts",
    "lib/platform/setup/create-person.ts",
    "lib/platform/setup/note-migrations.ts",
    "lib/platform/setup/story-clock.ts",
    "scripts/seed.ts",
  ]);
});

test("no statement is put together from strings", () => {
  expect(files("\\$(query|execute)RawUnsafe|Prisma\\.raw\\(")).toEqual([]);
});
