import "server-only";
import { now } from "../clock";
import { pseudonymOf } from "../crypto/pseudonym";
import { createSession, endSession, inInstallation, membershipsOf, personByEmail } from "../db/door";
import { inTenant } from "../db/tenant";
import { AppError } from "../errors";
import { newId } from "../ids";
import { attempt } from "../limits/limit";
import type { EventDraft, Recorder } from "../operation/event-draft";
import { about } from "../operation/protected";
import { record } from "../operation/record";
import { verifyPassword } from "./password";
import { sessionHours } from "./sessions/life";

type SignedIn = { personId: string; sessionId: string };
type Origin = { requestId: string; ip?: string; userAgent?: string };

const words = {
  type: "user_access",
  crud: "create",
  riskLevel: "low",
  retentionClass: "seven_years",
  controlIds: ["CC6.1"],
} as const;

/**
 * Checks credentials and makes a session row. Failed attempts are limited per person and per address. The answer and its time are the same for unknown people, wrong passwords
 * and inactive accounts. Every attempt is an event (A6): of each organisation the person belongs to, or of the
 * installation when nobody is known by that address (A22).
 * @throws AppError unauthenticated or rate_limited
 */
export function signIn(email: string, password: string, origin: Origin): Promise<SignedIn> {
  return attempt("sign-in:address", [origin.ip ?? ""], () =>
    attempt("sign-in:person", [email], () => startSession(email, password, origin)),
  );
}

async function startSession(email: string, password: string, origin: Origin): Promise<SignedIn> {
  const at = now();
  const person = await personByEmail(email);
  const matches = await verifyPassword(person?.passwordHash ?? null, password);
  const memberships = person ? await membershipsOf(person.id) : [];
  if (!person || !matches || !person.active || memberships.length === 0) {
    await recordFailure(email, person, memberships, origin, at);
    throw new AppError("unauthenticated", "Email or password is not right. Check both and try again.");
  }
  const sessionId = newId();
  await createSession({
    id: sessionId,
    personId: person.id,
    sessionVersion: person.sessionVersion,
    createdAt: at,
    expiresAt: new Date(at.getTime() + sessionHours * 60 * 60 * 1000),
    ip: origin.ip,
    userAgent: origin.userAgent,
  });
  await recordFor(person, memberships, sessionId, origin, at, {
    ...words,
    action: "session.start",
    outcome: "success",
    resource: { type: "session", id: sessionId },
  });
  return { personId: person.id, sessionId };
}

export async function signOut(
  session: { personId: string; name: string; sessionId: string; organizationId: string },
  origin: Origin,
): Promise<void> {
  const at = now();
  await endSession(session.sessionId, at);
  const draft = {
    ...words,
    crud: "delete",
    action: "session.end",
    outcome: "success",
    resource: { type: "session", id: session.sessionId },
  } as const;
  await recordFor(
    { id: session.personId, name: session.name },
    [{ organizationId: session.organizationId }],
    session.sessionId,
    origin,
    at,
    draft,
  );
}

async function recordFailure(
  email: string,
  person: { id: string; name: string } | null,
  memberships: { organizationId: string }[],
  origin: Origin,
  at: Date,
): Promise<void> {
  const draft = {
    ...words,
    type: "security_event",
    riskLevel: "medium",
    action: "session.start",
    outcome: "failure",
  } as const;
  if (person && memberships.length > 0) {
    const resource = { type: "person", id: person.id, label: about(`person:${person.id}`, person.name) };
    await Promise.all(
      memberships.map(({ organizationId }) =>
        inTenant(organizationId, "write", (tx) =>
          record(tx, { kind: "visitor", organizationId, ...origin }, { ...draft, resource }, [], at),
        ),
      ),
    );
    return;
  }
  const resource = { type: "person", id: null, label: about(pseudonymOf("email", email), email) };
  await inInstallation((tx) =>
    record(tx, { kind: "installation", organizationId: null, ...origin }, { ...draft, resource }, [], at),
  );
}

async function recordFor(
  person: { id: string; name: string },
  memberships: { organizationId: string }[],
  sessionId: string,
  origin: Origin,
  at: Date,
  draft: EventDraft,
): Promise<void> {
  for (const { organizationId } of memberships) {
    const by: Recorder = {
      kind: "user",
      personId: person.id,
      name: person.name,
      roles: [],
      sessionId,
      authenticatedAt: at,
      organizationId,
      ...origin,
    };
    await inTenant(organizationId, "write", (tx) => record(tx, by, draft, [], at));
  }
}
