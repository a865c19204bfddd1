import "server-only";
import { nextReference } from "@/lib/platform/db/reference";
import { newId } from "@/lib/platform/ids";
import { place } from "@/lib/platform/mail/places";
import { type Mail, queueMail } from "@/lib/platform/mail/send";
import type { CommandContext } from "@/lib/platform/operation/context";
import type { EventSubject } from "@/lib/platform/operation/event-draft";
import { about } from "@/lib/platform/operation/protected";
import type { RequestChannel, RequestKind, RequestStatus, VerificationLevel } from "../schema";
import { countDates, dateOf, localDateOf, type OrganizationFacts, organizationFacts, today } from "./deadline";
import { acknowledgement, nextWithCode, nextWithoutCode } from "./letters";
import { followLink, grantLink, linkSecret, subjectIdOf, verifyLink } from "./links";
import { mailOf } from "./mail-of";
import { codeMail, codeMinutes, issueCode } from "./one-time-code";
import { statusAfterReceipt } from "./rules";

export type Intake = {
  kind: RequestKind;
  channel: RequestChannel;
  receivedAt: Date;
  name: string;
  email: string;
  statement?: string;
  /** Known because they are signed in, or because staff named them; never looked up for a visitor (C10). */
  personId: string | null;
  signedInLevel?: VerificationLevel;
  enteredById?: string;
};

export type Received = {
  requestId: string;
  reference: string;
  status: RequestStatus;
  receivedAt: Date;
  /** Local date. */
  dueDate: string;
};

const year = 365 * 24 * 60 * 60_000;

/** What all ways in share (C1): row, clock, code, acknowledgement (C2). One and the same work for known and unknown addresses. */
export async function receive(
  { tx, actor, now }: CommandContext,
  intake: Intake,
): Promise<{ output: Received; event: EventSubject }> {
  const organization = await organizationFacts(tx, actor.organizationId);
  const id = newId(now.getTime());
  const reference = await nextReference(tx, organization.id, "DSR", now);
  const status = statusAfterReceipt(intake.kind, intake.signedInLevel !== undefined);
  const asked =
    status === "identity_pending"
      ? [{ reason: "identity", fromDate: dateOf(today(now, organization.timeZone)), toDate: null }]
      : [];
  const clock = { receivedAt: intake.receivedAt, kind: intake.kind, extendedMonths: 0 };
  const dates = countDates(organization, clock, asked);
  const subjectId = subjectIdOf(organization.id, intake.email);
  await tx.dataSubjectRequest.create({
    data: {
      id,
      organizationId: organization.id,
      reference,
      kind: intake.kind,
      regulation: organization.regulation,
      channel: intake.channel,
      status,
      receivedAt: intake.receivedAt,
      createdAt: now,
      enteredById: intake.enteredById,
      subjectId,
      name: intake.name,
      email: intake.email,
      statement: intake.statement,
      personId: intake.personId,
      level: intake.signedInLevel ?? "L0",
      verifiedAt: intake.signedInLevel ? now : null,
      ...dates,
    },
  });
  for (const pause of asked) {
    await tx.requestPause.create({
      data: { id: newId(now.getTime()), organizationId: organization.id, requestId: id, ...pause },
    });
  }
  const due = localDateOf(dates.dueDate);
  const next = await nextStep({ tx, now }, organization, { id, subjectId, pending: asked.length > 0 });
  await queueMail(
    tx,
    {
      ...mailOf(organization, { id, email: intake.email }),
      kind: "request-acknowledgement",
      ...next.mail,
      ...acknowledgement(organization, { reference, kind: intake.kind, due, next: next.words }),
    },
    now,
  );
  return {
    output: { requestId: id, reference, status, receivedAt: intake.receivedAt, dueDate: due },
    event: {
      resource: { type: "request", id, label: reference },
      after: {
        kind: intake.kind,
        channel: intake.channel,
        status,
        receivedAt: intake.receivedAt.toISOString(),
        dueDate: due,
        contact: about(`subject:${subjectId}`, { name: intake.name, email: intake.email }),
      },
    },
  };
}

async function nextStep(
  { tx, now }: Pick<CommandContext, "tx" | "now">,
  organization: OrganizationFacts,
  request: { id: string; subjectId: string; pending: boolean },
): Promise<{ words: string; mail: Pick<Mail, "secrets" | "priority" | "expiresAt"> }> {
  if (request.pending) {
    const purpose = { organizationId: organization.id, requestId: request.id, packageId: null };
    const issued = await issueCode(tx, purpose, now);
    const words = nextWithCode(place("code"), codeMinutes, verifyLink(organization.slug, request.id));
    return { words, mail: codeMail(issued) };
  }
  const expiresAt = new Date(now.getTime() + year);
  const granted = await grantLink(
    tx,
    {
      organizationId: organization.id,
      kind: "request",
      subjectId: request.subjectId,
      resourceId: request.id,
      expiresAt,
    },
    now,
  );
  const secrets = [linkSecret(followLink(organization.slug, granted.token), granted, expiresAt)];
  return { words: nextWithoutCode(place("link")), mail: { secrets } };
}
