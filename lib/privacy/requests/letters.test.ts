import { describe, expect, it } from "vitest";
import { dayInWords } from "@/lib/platform/calendar";
import { acknowledgement, nextWithCode, refusal, reminder } from "./letters";

const sender = {
  name: "Northwind Health",
  regulation: "gdpr",
  supervisoryAuthority: "Berlin Commissioner",
  privacyContact: "privacy@northwind.example",
} as const;
const refused = {
  reference: "DSR-2026-0042",
  kind: "access",
  code: "manifestly_excessive",
  narrative: "Nine times.",
} as const;

describe("letters (C2, C7)", () => {
  it("name reference, date, next step and code on receipt", () => {
    const next = nextWithCode("012345", 10, "https://portal.example/p/x/verify/1");
    const { subject, body } = acknowledgement(sender, { ...refused, due: "2026-10-05", next });
    expect(subject).toBe("DSR-2026-0042: we received your request");
    for (const part of [
      "5 October 2026",
      "enter this code within 10 minutes: 012345",
      "/verify/1",
      "There is no fee",
    ]) {
      expect(body).toContain(part);
    }
  });

  it("refuse with ground, article, text, complaint and remedy, as each law asks", () => {
    const eu = refusal(sender, refused).body;
    for (const part of [
      "Manifestly excessive (Article 12(5) GDPR)",
      "Nine times.",
      "Berlin Commissioner",
      "judicial remedy",
    ]) {
      expect(eu).toContain(part);
    }
    const uk = refusal({ ...sender, regulation: "uk_gdpr" }, refused).body;
    expect(uk).toContain("Article 12(5) UK GDPR");
    expect(uk).toContain("complain to us first");
    const california = refusal({ ...sender, regulation: "ccpa" }, { ...refused, kind: "know_specific" }).body;
    expect(california).not.toMatch(/supervisory authority|Article/);
  });

  it("tell officers a reference and nothing about the person", () => {
    const facts = { reference: "DSR-2026-0042", kind: "left-5", due: "2026-10-05", link: "https://portal.example/1" };
    expect(reminder(sender, facts).subject).toBe("DSR-2026-0042 is due within 5 days");
    expect(reminder(sender, { ...facts, kind: "raw-overdue" }).subject).toContain("without pauses");
  });

  it("write days as people do", () => expect(dayInWords("2026-02-01")).toBe("1 February 2026"));
});
