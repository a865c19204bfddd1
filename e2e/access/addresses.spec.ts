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
  const found = new Map<string, string[]>();
  for (const person of people) {
    const { request } = await pageAs(browser, person);
    for (const page of pages) {
      for (const [what, parts] of odd) {
        const response = await request.get(`${page}?${parts.join("&")}`);
        const line = (await response.text()).includes("not understood here and was left out") ? " and says so" : "";
        found.set(page, [...(found.get(page) ?? []), `${response.status()}${line}: ${page} (${what}, ${person})`]);
      }
    }
  }
  const wrong = [...found.values()].flat().filter((answer) => !/^(200|403)/.test(answer));
  expect(wrong).toEqual([]);
  for (const [page, answers] of found) {
    const shown = answers.filter((answer) => answer.startsWith("200"));
    expect(shown.length, page).toBeGreaterThanOrEqual(odd.length);
    expect(
      shown.some((answer) => answer.startsWith("200 and says so")),
      page,
    ).toBe(true);
  }
});

test("what fits stays, what does not is named", async ({ page }) => {
  await signInAs(page, "nora.falk");
  await page.goto("/audit/incidents?status=zzz&q=a&q=b");
  await expect(page.getByText("“q” and “status”").or(page.getByText("“status” and “q”"))).toBeVisible();
  await expectAccessible(page);
});
