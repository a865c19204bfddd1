import "server-only";
import type { Tx } from "./client";
import { inTransaction } from "./tenant";

/**
 * The only unscoped reads of the portal, each named with its reason. They run as the role `portal_door`, which may see
 * a few columns of these tables and nothing else. No organisation is known yet when they are asked.
 */
function throughDoor<T>(mode: "read" | "write", work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction({ role: "portal_door", organizationId: "", mode }, work);
}

/** Sign-in: whose address is this, and what is their password hash? */
export function personByEmail(email: string) {
  return throughDoor("read", async (tx) => {
    const person = await tx.person.findUnique({ where: { email } });
    if (!person) return null;
    const credential = await tx.credential.findUnique({ where: { personId: person.id } });
    return { ...person, passwordHash: credential?.passwordHash ?? null };
  });
}

/** Sign-in: which organisations have a say in this person's attempt? */
export function membershipsOf(personId: string): Promise<{ organizationId: string }[]> {
  return throughDoor("read", (tx) =>
    tx.membership.findMany({ where: { personId, active: true }, select: { organizationId: true } }),
  );
}

type Belonging = { organizationId: string; slug: string; name: string; timeZone: string; roles: string[] };
type SessionContext = {
  sessionId: string;
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  personId: string;
  personName: string;
  email: string;
  memberships: Belonging[];
};

/** Each request: is this session alive, whose is it, and where do they belong? One query. */
export function sessionContext(sessionId: string, now: Date): Promise<SessionContext | null> {
  return throughDoor("read", async (tx) => {
    const rows = await tx.$queryRaw<SessionContext[]>`
      select s.id as "sessionId", s.created_at as "createdAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt",
        p.id as "personId", p.name as "personName", p.email,
        coalesce((select jsonb_agg(jsonb_build_object('organizationId', o.id, 'slug', o.slug, 'name', o.name, 'timeZone', o.time_zone,
            'roles', to_jsonb(m.roles::text[])) order by o.created_at)
          from membership m join organization o on o.id = m.organization_id
          where m.person_id = p.id and m.active and (m.start_date is null or m.start_date <= ${now}::timestamptz::date)
            and (m.end_date is null or m.end_date >= ${now}::timestamptz::date)), '[]') as memberships
      from session s join person p on p.id = s.person_id
      where s.id = ${sessionId}::uuid and s.revoked_at is null and s.expires_at > ${now} and p.active
        and s.session_version = p.session_version`;
    return rows[0] ?? null;
  });
}

type NewSession = {
  id: string;
  personId: string;
  sessionVersion: number;
  createdAt: Date;
  expiresAt: Date;
  ip?: string;
  userAgent?: string;
};

/** Sign-in succeeded: a session belongs to a person, not to an organisation. */
export async function createSession(session: NewSession): Promise<void> {
  await throughDoor("write", (tx) => tx.session.create({ data: { ...session, lastSeenAt: session.createdAt } }));
}

/** At most once a minute, so that idle sessions end. */
export async function touchSession(sessionId: string, at: Date): Promise<void> {
  await throughDoor("write", (tx) => tx.session.updateMany({ where: { id: sessionId }, data: { lastSeenAt: at } }));
}

/** Sign-out on this device. The other ways a session ends are commands, with their events in the same transaction. */
export async function endSession(sessionId: string, at: Date): Promise<void> {
  await throughDoor("write", (tx) =>
    tx.session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { revokedAt: at, endReason: "signed_out" },
    }),
  );
}

/** The sign-in page: why does the cookie that came along open nothing any more? */
export function endOfSession(sessionId: string) {
  return throughDoor("read", (tx) =>
    tx.session.findUnique({
      where: { id: sessionId },
      select: { revokedAt: true, endReason: true, lastSeenAt: true },
    }),
  );
}

/** Daily: sign-ins of all organisations past their storage period. @returns how many */
export function deleteOldSessions(at: Date): Promise<number> {
  return throughDoor("write", (tx) => {
    return tx.$executeRaw`delete from session where expires_at < ${at}::timestamptz - interval '1 year'`;
  });
}

/** REST: whose key is this? */
export function apiKeyByHash(hash: string) {
  return throughDoor("read", (tx) => tx.apiKey.findUnique({ where: { hash } }));
}

export async function touchApiKey(id: string, at: Date): Promise<void> {
  await throughDoor("write", (tx) => tx.apiKey.updateMany({ where: { id }, data: { lastUsedAt: at } }));
}

/** Public pages: whose form is this? A slug never grants reading. */
export function organizationBySlug(slug: string) {
  return throughDoor("read", (tx) =>
    tx.organization.findUnique({ where: { slug }, select: { id: true, slug: true, name: true, timeZone: true } }),
  );
}

/** Public pages: which subject does this link speak for? */
export function linkByTokenHash(tokenHash: string) {
  return throughDoor("read", (tx) => tx.accessLink.findUnique({ where: { tokenHash } }));
}

/** Public pages: a link that was opened need not be told by the outbox any more. */
export async function destroyMailSecretsOf(credentialId: string, at: Date): Promise<void> {
  await throughDoor("write", (tx) =>
    tx.mailSecret.updateMany({
      where: { credentialId, destroyedAt: null },
      data: { wrappedKey: null, destroyedAt: at },
    }),
  );
}

/** Each minute: codes and links past their time, of all organisations. @returns how many */
export function destroyExpiredMailSecrets(at: Date): Promise<number> {
  return throughDoor("write", async (tx) => {
    const { count } = await tx.mailSecret.updateMany({
      where: { expiresAt: { lte: at }, destroyedAt: null },
      data: { wrappedKey: null, destroyedAt: at },
    });
    return count;
  });
}

/** Public pages: in whose log is the certificate with this code to be found? */
export function organizationOfCertificate(code: string): Promise<string | null> {
  return throughDoor("read", async (tx) => {
    const row = await tx.trainingCertificate.findUnique({ where: { code }, select: { organizationId: true } });
    return row?.organizationId ?? null;
  });
}

/** Sweeps: one run per organisation, as the system actor. */
export function organizationIds(): Promise<string[]> {
  return throughDoor("read", async (tx) => {
    const rows = await tx.organization.findMany({ select: { id: true }, orderBy: { createdAt: "asc" } });
    return rows.map((row) => row.id);
  });
}

type Unsent = { id: string; organizationId: string; name: string; data: unknown; createdAt: Date };

/** The relay: hands unsent events to `send`, in order of creation, and marks those it confirmed. */
export function drainOutbox(limit: number, at: Date, send: (events: Unsent[]) => Promise<void>): Promise<number> {
  return throughDoor("write", async (tx) => {
    const events = await tx.$queryRaw<Unsent[]>`
      select id, organization_id as "organizationId", name, data, created_at as "createdAt" from outbox_event
      where sent_at is null order by created_at, id limit ${limit} for update skip locked`;
    if (events.length === 0) return 0;
    await send(events);
    await tx.outboxEvent.updateMany({ where: { id: { in: events.map((event) => event.id) } }, data: { sentAt: at } });
    return events.length;
  });
}

type Claim = { id: string; organizationId: string };

/** Delivery: takes what is due for as long as a hand-over lasts, codes first; whoever dies in it leaves it to the next. */
export function claimMails(limit: number, at: Date, until: Date): Promise<Claim[]> {
  return throughDoor(
    "write",
    (tx) => tx.$queryRaw<Claim[]>`
      update mail_message set next_attempt_at = ${until}, attempts = attempts + 1 where id in (
        select id from mail_message where state = 'queued' and next_attempt_at <= ${at}
        order by priority, next_attempt_at limit ${limit} for update skip locked)
      returning id, organization_id as "organizationId"`,
  );
}

/** Delivery without a mail server: whose mails are to be kept? */
export function organizationsWithQueuedMails(): Promise<string[]> {
  return throughDoor("read", async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select distinct organization_id as id from mail_message where state = 'queued'`;
    return rows.map((row) => row.id);
  });
}

/** Health: has a mail waited since before this moment? */
export function mailsWaitSince(before: Date): Promise<boolean> {
  return throughDoor("read", async (tx) => {
    const rows = await tx.$queryRaw<{ late: boolean }[]>`
      select exists (select 1 from mail_message where state = 'queued' and queued_at < ${before}) as late`;
    return rows[0]?.late ?? false;
  });
}

/**
 * Limits: takes a place in a window, or says that there is none; one statement, so that any number at once are counted one by one.
 * Not waited for until it is on disk: what a crash of the whole machine loses is the last half second.
 */
export function takeFromWindow(key: string, amount: number, { at, endsAt }: { at: Date; endsAt: Date }) {
  return throughDoor("write", async (tx) => {
    const rows = await tx.$queryRaw<{ admitted: boolean; count: number; endsAt: Date }[]>`
      with quick as (select set_config('synchronous_commit', 'off', true))
      insert into rate_window as w (key, count, ends_at, admitted) select ${key}, 1, ${endsAt}, true from quick
      on conflict (key) do update set
        admitted = w.ends_at <= ${at} or w.count < ${amount},
        count = case when w.ends_at <= ${at} then 1 else least(w.count + 1, ${amount}) end,
        ends_at = case when w.ends_at <= ${at} then excluded.ends_at else w.ends_at end
      returning admitted, count, ends_at as "endsAt"`;
    return rows[0] as { admitted: boolean; count: number; endsAt: Date };
  });
}

/** Limits: an attempt that succeeded does not count. */
export async function giveBackToWindow(key: string, endsAt: Date): Promise<void> {
  await throughDoor("write", (tx) =>
    tx.rateWindow.updateMany({ where: { key, endsAt, count: { gt: 0 } }, data: { count: { decrement: 1 } } }),
  );
}

/** Every night: windows that are over. @returns how many */
export function forgetWindows(at: Date): Promise<number> {
  return throughDoor("write", async (tx) => (await tx.rateWindow.deleteMany({ where: { endsAt: { lte: at } } })).count);
}

/** Health: can the database be reached at all? */
export async function ping(): Promise<void> {
  await throughDoor("read", (tx) => tx.$queryRaw`select 1`);
}

/** Events of no organisation (A22): sign-in of an unknown person, migration, key rotation. */
export function inInstallation<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return throughDoor("write", work);
}

/** The operator's export of the installation's own log (A22); rows of organisations are not visible here. */
export function readInstallation<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return throughDoor("read", work);
}
