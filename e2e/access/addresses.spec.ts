import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, expectAccessible, pageAs, signInAs, test } from "../fixtures";

const people = ["nora.falk", "otto.weiss", "ida.krause", "lea.hahn", "mara.lindner", "ava.roth"];
const names = [
  ...[
    "q",
    "search",
    "status",
    "state",
    "kind",
    "type",
    "level",
    "view",
    "severity",
    "role",
    "framework",
    "show",
    "cursor",
  ],
  ...[
    "before",
    "page",
    "timeframe",
    "deadline",
    "outcome",
    "priority",
    "tier",
    "version",
    "starter",
    "policy",
    "alert",
  ],
  ...["follows", "references", "from", "to", "request", "session", "start", "act", "location"],
];

/** Every page without an id in its path that reads its address. */
const pages = readdirSync("app/(portal)", { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "page.tsx" && !file.includes("["))
  .filter((file) => readFileSync(path.join("app/(portal)", file), "utf8").includes("readParams("))
  .map((file) => `/${path.dirname(file)}`)
  // Sends on to the explorer, where a story is chosen.
  .filter((page) => page !== "/audit/story");

const odd = [
  ["values nobody knows", names.map((name) => `${name}=zzz%FF`)],
  ["names given twice", names.flatMap((name) => [`${name}=a`, `${name}=b`])],
  ["NUL and control characters", names.map((name) => `${name}=%00%01`)],
  ["names of objects", names.map((name) => `${name}=__proto__&${name}[a]=constructor`)],
  ["long ones", names.map((name) => `${name}=${"9".repeat(250)}`)],
] as const;

test("an odd address shows its page and says what was left out, and is never an error", async ({ browser }) => {
  test.setTimeout(600_000);
  expect(pages.length).toBeGreaterThan(25);
  const readers = await Promise.all(people.map((person) => pageAs(browser, person)));
  const wrong: string[] = [];
  for (const page of pages) {
    let said = false;
    let reader: (typeof readers)[number] | undefined;
    for (const each of readers) if (!reader && (await each.request.get(page)).status() === 200) reader = each;
    for (const [what, parts] of odd) {
      const response = await reader?.request.get(`${page}?${parts.join("&")}`);
      if (response?.status() !== 200) wrong.push(`${response?.status()}: ${page}, ${what}`);
      said ||= (await response?.text())?.includes("not understood here and was left out") ?? false;
    }
    if (!said) wrong.push(`${page} says nothing`);
  }
  expect(wrong).toEqual([]);
});

test("what fits stays, what does not is named", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/audit/incidents?status=zzz&q=a&q=b");
  await expect(page.getByText("“q” and “status”").or(page.getByText("“status” and “q”"))).toBeVisible();
  await expectAccessible(page);
});
