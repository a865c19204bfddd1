import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, type PDFObject, PDFString } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { starters } from "../starters/all";
import { redPoint } from "../testing/documents";
import { type Edition, policyPdf } from "./policy-pdf";

const edition = (text: string): Edition => ({
  organisation: "Northwind Health",
  reference: "POL-004",
  title: "Incident response policy",
  description: "How we respond.",
  text,
  number: 2,
  status: "Published",
  classification: "Internal",
  contentSha256: "ab".repeat(32),
  effectiveFrom: "2026-11-26",
  owner: "Mara Lindner",
  changedAt: new Date("2026-11-23T10:00:00Z"),
  versions: [
    {
      number: 1,
      status: "Superseded",
      date: "2026-01-10",
      author: "Mara",
      approvers: "Jonas",
      change: "First version",
    },
    { number: 2, status: "Published", date: "2026-11-23", author: "Mara", approvers: "Jonas", change: "Material." },
  ],
});

async function pdf(text: string, pictures: ReadonlyMap<string, Buffer> = new Map()) {
  const parts: Buffer[] = [];
  for await (const part of policyPdf(edition(text), pictures)) parts.push(part as Buffer);
  return PDFDocument.load(Buffer.concat(parts), { updateMetadata: false });
}

type Element = { tag: string; children: Element[]; alt?: string; scope?: string; marks: number };

/** The structure tree as a screen reader walks it. */
function structureOf(document: PDFDocument): Element {
  const root = document.catalog.lookup(PDFName.of("StructTreeRoot"), PDFDict);
  const kidsOf = (dict: PDFDict): PDFObject[] => {
    const kids = dict.lookup(PDFName.of("K"));
    return kids instanceof PDFArray
      ? kids.asArray().map((kid) => document.context.lookup(kid) ?? kid)
      : kids
        ? [kids]
        : [];
  };
  const element = (dict: PDFDict): Element => {
    const kids = kidsOf(dict);
    const nested = kids.filter((kid) => kid instanceof PDFDict && kid.has(PDFName.of("S"))) as PDFDict[];
    const alt = dict.lookup(PDFName.of("Alt"));
    const scope = /Scope\s*\/(\w+)/.exec(String(dict.lookup(PDFName.of("A"))))?.[1];
    return {
      tag: String(dict.lookup(PDFName.of("S"))).slice(1),
      children: nested.map(element),
      marks: kids.filter((kid) => kid instanceof PDFNumber || (kid instanceof PDFDict && kid.has(PDFName.of("MCID"))))
        .length,
      ...(alt instanceof PDFString || alt instanceof PDFHexString ? { alt: alt.decodeText() } : {}),
      ...(scope ? { scope } : {}),
    };
  };
  return { tag: "Root", children: kidsOf(root).map((kid) => element(kid as PDFDict)), marks: 0 };
}

const flat = (element: Element): Element[] => [element, ...element.children.flatMap(flat)];

describe("P9: the PDF of a version is tagged", () => {
  it("says its language, its title and that it is marked", async () => {
    const document = await pdf("## Purpose\n\nWords.\n");
    const catalog = document.catalog;
    expect(String(catalog.lookup(PDFName.of("Lang")))).toContain("en-GB");
    expect(String(catalog.lookup(PDFName.of("MarkInfo"), PDFDict).get(PDFName.of("Marked")))).toBe("true");
    const preferences = catalog.lookup(PDFName.of("ViewerPreferences"), PDFDict);
    expect(String(preferences.get(PDFName.of("DisplayDocTitle")))).toBe("true");
    expect(document.getTitle()).toBe("Incident response policy");
    expect(document.getAuthor()).toBe("Northwind Health");
    // Fonts are embedded: no page uses one that a reader would have to bring.
    const embedded = document.context
      .enumerateIndirectObjects()
      .filter(([, value]) => String(value).includes("/FontFile"));
    expect(embedded.length).toBeGreaterThan(0);
  });

  it("has a cover with headings and tables, then the text as headings, lists, tables, quotations and figures", async () => {
    const text =
      "## One\n\nWords **bold**.\n\n### Two\n\n- a\n- b\n  1. deep\n\n> quoted\n\n| H | I |\n| --- | --- |\n| 1 | 2 |\n\n![A plan](/picture)\n\n```\ncode\n```\n";
    const tree = structureOf(await pdf(text, new Map([["/picture", redPoint]])));
    const [whole] = tree.children;
    expect(whole?.tag).toBe("Document");
    const [cover, body] = whole?.children ?? [];
    expect(flat(cover as Element).map(({ tag }) => tag)).toEqual(
      expect.arrayContaining(["H1", "H2", "Table", "TH", "TD"]),
    );
    expect(body?.children.map(({ tag }) => tag)).toEqual([
      "H2",
      "P",
      "H3",
      "L",
      "BlockQuote",
      "Table",
      "Figure",
      "Code",
    ]);
    const list = body?.children[3] as Element;
    expect(list.children.map(({ tag }) => tag)).toEqual(["LI", "LI"]);
    expect(list.children[1]?.children.map(({ tag }) => tag)).toEqual(["Lbl", "LBody"]);
    expect(flat(list).filter(({ tag }) => tag === "L")).toHaveLength(2);
    const table = flat(body?.children[5] as Element);
    expect(table.filter(({ tag }) => tag === "TH").map(({ scope }) => scope)).toEqual(["Column", "Column"]);
    expect(table.filter(({ tag }) => tag === "TD")).toHaveLength(2);
    expect(body?.children[6]?.alt).toBe("A plan");
    // Every leaf holds marked content: nothing is announced that is not there.
    const leaves = flat(tree).filter(({ children, tag }) => children.length === 0 && tag !== "Root");
    expect(leaves.filter(({ marks }) => marks === 0)).toEqual([]);
  });

  it.each(starters.map((starter) => [starter.key, starter.text]))(
    "%s prints over several pages with all its headings",
    async (_, text) => {
      const document = await pdf(text);
      expect(document.getPageCount()).toBeGreaterThan(2);
      const headings = flat(structureOf(document)).filter(({ tag }) => tag === "H2" || tag === "H3");
      // Two stand on the cover.
      expect(headings.length).toBe((text.match(/^##+ /gm)?.length ?? 0) + 2);
    },
  );

  it("does not fail on what paper has no place for", async () => {
    const text = "a[^1] 👩🏽‍⚕️ مرحبا <b>x</b>\n\n<div>\nraw\n</div>\n\n- [ ] task\n\n[^1]: note\n";
    expect((await pdf(text)).getPageCount()).toBe(2);
  });
});
