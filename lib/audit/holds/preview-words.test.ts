import { describe, expect, test } from "vitest";
import { previewWords } from "./preview-words";

const nothing = { evidence: 0, pastRetention: 0, pieces: [], events: null, objects: 0, coversEvidence: false };
const piece = { reference: "EVD-2026-0001", title: "<b>Révision</b> 🙂" };

describe("what a hold would catch, in words (E5)", () => {
  test("says that it is nothing yet, and that later matches are caught", () => {
    const { message, lines } = previewWords({ ...nothing, coversEvidence: true });
    expect(message).toContain("would catch nothing yet today. Evidence that matches later is caught too.");
    expect(lines).toEqual([]);
  });

  test("counts pieces, events and what is due, and names the first", () => {
    const { message, lines } = previewWords({
      ...{ ...nothing, evidence: 1_201, pastRetention: 3, pieces: [piece], events: { count: 10_000, more: true } },
      objects: 1,
    });
    expect(message).toContain("1,201 pieces of evidence and more than 10,000 events of the trail and 1 named object");
    expect(message).toContain("3 of the pieces would go with the next disposal list.");
    expect(lines).toEqual(["EVD-2026-0001: <b>Révision</b> 🙂", "and 1,200 more pieces"]);
  });

  test("speaks of one piece and no event as such", () => {
    const one = { ...nothing, evidence: 1, pieces: [piece], events: { count: 0, more: false } };
    expect(previewWords(one).message).toContain("catch 1 piece of evidence and 0 events of the trail today.");
    expect(previewWords(one).lines).toHaveLength(1);
  });
});
