import { expect, it } from "vitest";
import { everyChange } from "@/scripts/testing/every-change";
import { type CertificateWords, certificateFingerprint } from "./fingerprint";

const words: CertificateWords = {
  code: "AbCdEfGhIjKlMnOpQrStUv",
  holder: "Nora Falk",
  course: "Phishing",
  organization: "Ours",
  passedOn: "2026-03-03",
  validUntil: "2027-03-03",
};

it("whatever a certificate says, changed, gives another fingerprint (P17)", () => {
  const own = certificateFingerprint(words);
  const changes = [...everyChange(words)].filter(({ what }) => /character/.test(what));
  expect(changes).toHaveLength(18);
  const same = changes.filter(({ value }) => certificateFingerprint(value as CertificateWords) === own);
  expect(same.map(({ what }) => what)).toEqual([]);
});
