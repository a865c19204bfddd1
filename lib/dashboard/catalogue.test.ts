import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Item = {
  id: string;
  title: string;
  group: string;
  oscalId: string;
  assessable: boolean;
  kind?: string;
  level?: string;
};
const folder = new URL("../../prisma/data/frameworks/", import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
const items = (file: string): Item[] => read(`${file}.json`);
const count = (list: readonly Item[], holds: (item: Item) => boolean) => list.filter(holds).length;
const FILES = [
  "soc2_tsc_2017",
  "iso27001_2022",
  "pci_dss_4.0.1",
  "hipaa_security_rule",
  "gdpr",
  "ccpa_statute",
  "ccpa_regulations",
  "hipaa_breach_and_privacy_optional",
];

describe("framework catalogues", () => {
  it.each([
    ["soc2_tsc_2017", 61, 61],
    ["iso27001_2022", 123, 123],
    ["pci_dss_4.0.1", 366, 280],
    ["hipaa_security_rule", 68, 53],
    ["gdpr", 99, 40],
    ["ccpa_statute", 46, 13],
    ["ccpa_regulations", 54, 47],
    ["hipaa_breach_and_privacy_optional", 17, 0],
  ])("%s: %i items, %i assessable", (file, total, assessable) => {
    expect(items(file)).toHaveLength(total);
    expect(count(items(file), (item) => item.assessable)).toBe(assessable);
  });

  it("SOC 2 by category: CC 33, A 3, C 2, PI 5, P 18", () => {
    const categories = Map.groupBy(items("soc2_tsc_2017"), ({ id }) => /^[A-Z]+/.exec(id)?.[0]);
    expect(Object.fromEntries([...categories].map(([key, list]) => [key, list.length]))).toEqual({
      CC: 33,
      A: 3,
      C: 2,
      PI: 5,
      P: 18,
    });
  });

  it("ISO 27001: 30 clauses and 93 Annex A controls", () => {
    expect(count(items("iso27001_2022"), ({ id }) => id.startsWith("A."))).toBe(93);
    expect(count(items("iso27001_2022"), ({ id }) => /^\d/.test(id))).toBe(30);
  });

  it("PCI DSS: 250 defined requirements and 30 of the appendices; headings never count", () => {
    const assessable = items("pci_dss_4.0.1").filter((item) => item.assessable);
    expect(new Set(assessable.map(({ level }) => level))).toEqual(new Set(["defined-requirement"]));
    expect(count(assessable, ({ id }) => id.startsWith("A"))).toBe(30);
    expect(count(assessable, ({ id }) => /^\d/.test(id))).toBe(250);
  });

  it("HIPAA: 46 specifications and 7 standards that stand alone", () => {
    const assessable = items("hipaa_security_rule").filter((item) => item.assessable);
    expect(count(assessable, ({ kind }) => kind === "implementation-specification")).toBe(46);
    expect(count(assessable, ({ kind }) => kind === "standard")).toBe(7);
  });

  it.each(FILES)("%s: ids are unique, OSCAL ids are tokens, nothing is empty", (file) => {
    const list = items(file);
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length);
    for (const { id, title, group, oscalId } of list) {
      expect(oscalId).toMatch(/^[A-Za-z_][A-Za-z0-9._-]*$/);
      for (const text of [id, title, group]) expect(text.trim()).not.toBe("");
    }
  });

  it("OSCAL ids are unique over all frameworks", () => {
    const ids = FILES.flatMap((file) => items(file).map(({ oscalId }) => oscalId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("the index says what the files hold", () => {
    const index: { file: string; count: number; assessable: number }[] = read("index.json");
    expect(index.map(({ file }) => file).toSorted()).toEqual(FILES.map((file) => `${file}.json`).toSorted());
    const others = ["cadence.json", "crosswalk.json", "index.json"];
    const found = readdirSync(folder).filter((name) => name.endsWith(".json"));
    expect(found.toSorted()).toEqual([...FILES.map((file) => `${file}.json`), ...others].toSorted());
    for (const entry of index) {
      const list: Item[] = read(entry.file);
      expect([list.length, count(list, (item) => item.assessable)]).toEqual([entry.count, entry.assessable]);
    }
  });
});

describe("crosswalk", () => {
  const { themes, links } = read("crosswalk.json") as {
    themes: { id: string }[];
    links: { theme: string; from: string; to: string; agreement: number; level: string }[];
  };
  const prefixes: Record<string, string[]> = {
    SOC2: ["soc2_tsc_2017"],
    ISO27001: ["iso27001_2022"],
    PCI: ["pci_dss_4.0.1"],
    HIPAA: ["hipaa_security_rule", "hipaa_breach_and_privacy_optional"],
    GDPR: ["gdpr"],
    CCPA: ["ccpa_statute", "ccpa_regulations"],
  };
  const known = new Set(
    Object.entries(prefixes).flatMap(([prefix, files]) =>
      files.flatMap((file) => items(file).map(({ id }) => `${prefix}:${id}`)),
    ),
  );

  /** HIPAA links name a whole standard: 164.308(a)(5) stands for 164.308(a)(5)(i) and what lies under it. */
  const isKnown = (end: string) =>
    known.has(end) || (end.startsWith("HIPAA:") && [...known].some((id) => id.startsWith(`${end}(`)));

  it("has 32 themes and 589 links, each between two known items or standards", () => {
    expect(themes).toHaveLength(32);
    expect(links).toHaveLength(589);
    const ids = new Set(themes.map(({ id }) => id));
    expect(links.filter(({ theme, from, to }) => !ids.has(theme) || !isKnown(from) || !isKnown(to))).toEqual([]);
  });

  it("says how many mappings confirm a link: none is own judgement", () => {
    for (const { agreement, level } of links) {
      expect(Number.isInteger(agreement) && agreement >= 0).toBe(true);
      expect(agreement === 0).toBe(level === "own-judgement");
    }
  });
});
