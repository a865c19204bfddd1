import { toHex } from "../../platform/crypto/bytes";
import { canonicalize } from "../../platform/crypto/canonical-json";
import { sha256 } from "../../platform/crypto/sha256";

/** All that a certificate says, days as `2026-12-01`. The code is secret and random, so that the fingerprint tells nobody the holder. */
export type CertificateWords = {
  code: string;
  holder: string;
  course: string;
  organization: string;
  passedOn: string;
  validUntil: string;
};

/**
 * SHA-256 of what a certificate says. It stands in the entry of the audit log of the day it was passed, and is computed again from the
 * row whenever the certificate is shown: a row that was altered past the portal gives another one (P17).
 */
export function certificateFingerprint({ code, holder, course, organization, passedOn, validUntil }: CertificateWords) {
  return toHex(sha256(canonicalize({ code, holder, course, organization, passedOn, validUntil })));
}
