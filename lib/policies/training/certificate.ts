import "server-only";
import { now } from "../../platform/clock";
import { certificateByCode } from "../../platform/db/door";
import { dateText } from "../local-day";
import { certificateFingerprint } from "./fingerprint";

/** What a certificate says to whoever holds its code (P17), and whether it still counts; null when there is none. */
export async function readCertificate(code: string) {
  const certificate = /^[\w-]{22}$/.test(code) ? await certificateByCode(code) : null;
  if (!certificate) return null;
  const [passedOn, validUntil] = [dateText(certificate.passedOn), dateText(certificate.validUntil)];
  const fingerprint = certificateFingerprint({ ...certificate, code, passedOn, validUntil });
  return { ...certificate, passedOn, validUntil, valid: validUntil >= dateText(now()), fingerprint };
}
