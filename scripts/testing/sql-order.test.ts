import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const files = ["lib", "scripts", "prisma", "bench", "e2e"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("generated"))
    .map((name) => path.join(folder, name)),
);

/**
 * A bare name after "order by" means the column of the answer, not of the table: `select size::text … order by size` sorts texts, and
 * "999" comes after "1000". @returns the names of a statement that are sorted so
 */
function sortedAsText(statement: string): string[] {
  const texts = new Set<string>();
  for (const [, name, alias] of statement.matchAll(/(?:\w+\.)?"?(\w+)"?::text\b(?!\[)(?:\s+as\s+"?(\w+)"?)?/gi))
    texts.add(alias ?? name ?? "");
  for (const [, alias] of statement.matchAll(/::text\)\s+as\s+"?(\w+)"?/gi)) texts.add(alias ?? "");
  return [...statement.matchAll(/order by ([^)`]*)/gi)]
    .flatMap(([, terms]) => (terms ?? "").split(","))
    .map((term) => term.trim().split(/\s/)[0] ?? "")
    .filter((term) => texts.has(term));
}

test("the look itself finds what it is for, and nothing else", () => {
  expect(sortedAsText("select size::text, note from t order by size desc")).toEqual(["size"]);
  expect(sortedAsText("select c.size::text as n from t c order by n")).toEqual(["n"]);
  expect(sortedAsText("select size::text from t order by t.size")).toEqual([]);
  expect(sortedAsText("select size::text as n from t order by size")).toEqual([]);
});

test("no statement sorts numbers as texts", () => {
  // A name of the catalogue is a text to begin with.
  const texts = new Set(["name"]);
  const found = files.flatMap((file) =>
    [...readFileSync(path.join(root, file), "utf8").matchAll(/`[^`]*`|"[^"\n]*"/g)]
      .flatMap(([statement]) => sortedAsText(statement))
      .filter((name) => !texts.has(name))
      .map((name) => `${file}: order by ${name}`),
  );
  expect(found.filter((line) => !line.startsWith("scripts/testing/sql-order"))).toEqual([]);
});
