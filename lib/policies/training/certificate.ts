import "server-only";
import { z } from "zod";
import { organizationOfCertificate } from "../../platform/db/door";
import type { TrainingCertificate } from "../../platform/db/generated/client";
import { AppError, notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { dateText } from "../local-day";
import { type EntryLeaf, type SignedPlace, signedEntry } from "../proof/signed-entry";
import { certificateFingerprint } from "./fingerprint";

const codeShape = /^[\w-]{22}$/;

/** Signing takes seconds; what is not signed after so long waits for nothing. */
const signedWithin = 10 * 60_000;
const waiting = { state: "waiting" } as const;

type Said = {
  holder: string;
  course: string;
  organization: string;
  passedOn: string;
  validUntil: string;
  fingerprint: string;
};

/** What a certificate says once its entry in the log proves it, or why nothing of it is worth repeating. */
export type CheckedCertificate =
  | ({ state: "proven"; valid: boolean; place: SignedPlace } & Said)
  | { state: "waiting" }
  | { state: "unconfirmed"; why: string };

/** The certificate of a code, with the proof that it says what the signed entry of the log has the fingerprint of (P17). */
const checkCertificate = query({
  name: "training.check-certificate",
  summary: "Check a certificate of training",
  permission: "training:check-certificate",
  input: z.object({ code: z.string().regex(codeShape) }),
  async run({ tx, now }, { code }): Promise<CheckedCertificate> {
    const row = await tx.trainingCertificate.findUnique({ where: { code } });
    if (!row) throw notFound("This certificate");
    const round = await tx.trainingAssignment.findUnique({ where: { id: row.assignmentId } });
    if (!round) return { state: "unconfirmed", why: "the training it was issued for is not there" };
    const { holder, course, organization } = row;
    const [passedOn, validUntil] = [dateText(row.passedOn), dateText(row.validUntil)];
    const fingerprint = certificateFingerprint({ code, holder, course, organization, passedOn, validUntil });
    const entry = await signedEntry(tx, "issuing this certificate", {
      action: "training.grade",
      resource: { type: "training_course", id: round.courseId },
      actorId: row.personId,
      is: (leaf) => isOf(leaf, row, fingerprint),
    });
    if (!entry.ok) return { state: "unconfirmed", why: entry.why };
    if (differs(entry.leaf, row, fingerprint)) {
      return { state: "unconfirmed", why: "the trail remembers another one than is stored here" };
    }
    if (entry.place === null) {
      const late = now.getTime() - row.issuedAt.getTime() > signedWithin;
      return late ? { state: "unconfirmed", why: "the event of issuing this certificate was never signed" } : waiting;
    }
    const said = { holder, course, organization, passedOn, validUntil, fingerprint };
    return { state: "proven", ...said, valid: validUntil >= dateText(now), place: entry.place };
  },
});

/** Entries of before December 2026 do not name the certificate: they are known by the fingerprint alone. */
function isOf({ change }: EntryLeaf, { id }: TrainingCertificate, fingerprint: string): boolean {
  const { certificateId, certificate } = change?.after ?? {};
  return certificateId === undefined ? certificate === fingerprint : certificateId === id;
}

function differs({ change, occurredAt }: EntryLeaf, row: TrainingCertificate, fingerprint: string): boolean {
  const { certificate, certificateId, assignmentId } = change?.after ?? {};
  const sameRound = certificateId === undefined || assignmentId === row.assignmentId;
  return certificate !== fingerprint || occurredAt !== row.issuedAt.toISOString() || !sameRound;
}

type Visitor = { requestId: string; ip?: string; userAgent?: string };

/** What a certificate says to whoever holds its code, and whether it still counts (P17). @throws AppError not_found */
export async function readCertificate(code: string, visitor: Visitor): Promise<CheckedCertificate> {
  const organizationId = codeShape.test(code) ? await organizationOfCertificate(code) : null;
  if (!organizationId) throw notFound("This certificate");
  return checkCertificate({ kind: "visitor", organizationId, ...visitor }, { code });
}

/** For what is made of a certificate: one that is proven, or the reason why there is none. */
export async function provenCertificate(code: string, visitor: Visitor) {
  const certificate = await readCertificate(code, visitor);
  if (certificate.state === "proven") return certificate;
  throw new AppError(
    "conflict",
    certificate.state === "waiting"
      ? "Nothing was downloaded: the certificate is being signed. Try again in a few seconds."
      : `Nothing was downloaded: this certificate cannot be confirmed, because ${certificate.why}.`,
  );
}
