import "server-only";
import { randomBytes } from "node:crypto";
import { LRUCache } from "lru-cache";
import { openGcm } from "../crypto/aes-gcm";
import { fromBase64, utf8, utf8Text } from "../crypto/bytes";
import { seal, unwrap, wrap } from "../crypto/keyring";
import type { Tx } from "../db/client";
import { Prisma } from "../db/generated/client";
import { newId } from "../ids";
import type { RetentionClassName } from "./event-types";

type SubjectKey = { id: string; key: Buffer };
type Wanted = { organizationId: string | null; subject: string; retentionClass: RetentionClassName; month: string };

/**
 * Opened keys by name, short-lived. A key in here may be destroyed by another process, or may never have been committed:
 * `portal_record_sealed` refuses it, and the caller forgets it and asks again.
 */
const opened = new LRUCache<string, SubjectKey>({ max: 20_000, ttl: 60_000 });

export const contextOfKey = (id: string) => `subject-key:${id}`;

/** `{k, n, c}` of audit.md A17: key id, nonce, ciphertext with tag, both in base64. */
export type SealedField = { k: string; n: string; c: string };

export function sealField(key: SubjectKey, value: unknown): SealedField {
  const sealed = seal(key.key, Buffer.from(JSON.stringify(value)), `field:${key.id}`);
  return { k: key.id, n: sealed.subarray(0, 12).toString("base64"), c: sealed.subarray(12).toString("base64") };
}

/** What a protected field says; undefined when its key is destroyed or does not open it. */
export async function openField(tx: Tx, field: SealedField): Promise<unknown> {
  const [row] = await tx.$queryRaw<{ wrapped: Uint8Array }[]>`
    select wrapped_key as wrapped from subject_key where id = ${field.k}::uuid and wrapped_key is not null`;
  if (!row) return undefined;
  try {
    const key = unwrap(row.wrapped, contextOfKey(field.k));
    const plain = await openGcm(key, fromBase64(field.n), fromBase64(field.c), utf8(`field:${field.k}`));
    return plain === null ? undefined : JSON.parse(utf8Text(plain));
  } catch {
    return undefined;
  }
}

/** One key per person, retention class and calendar month (UTC); made on first use, in the caller's transaction. */
export async function subjectKeys(tx: Tx, wanted: readonly Wanted[]): Promise<SubjectKey[]> {
  const keys = new Map<string, SubjectKey>();
  const missing = new Map<string, Wanted>();
  for (const want of wanted) {
    const name = nameOf(want);
    if (keys.has(name) || missing.has(name)) continue;
    const known = opened.get(name) ?? (await find(tx, want));
    if (known) {
      opened.set(name, known);
      keys.set(name, known);
    } else missing.set(name, want);
  }
  if (missing.size > 0) await shareSubjects(tx, wanted);
  for (const [name, want] of missing) keys.set(name, await create(tx, want));
  return wanted.map((want) => keys.get(nameOf(want)) as SubjectKey);
}

/**
 * Before a key is made: others who need the same key wait for our commit, so we must not come to wait for an eraser who waits
 * for them.
 */
async function shareSubjects(tx: Tx, wanted: readonly Wanted[]): Promise<void> {
  const subjects = [...new Set(wanted.map(({ subject }) => subject))];
  await tx.$executeRaw`
    select pg_advisory_xact_lock_shared(portal_subject_lock(${wanted[0]?.organizationId ?? null}::uuid, s))
    from unnest(${subjects}::text[]) s`;
}

/** Forgets opened keys that turned out to be gone. */
export function forgetKeys(wanted: readonly Wanted[]): void {
  for (const want of wanted) opened.delete(nameOf(want));
}

const nameOf = (want: Wanted) => `${want.organizationId}|${want.subject}|${want.retentionClass}|${want.month}`;

async function create(tx: Tx, want: Wanted): Promise<SubjectKey> {
  const id = newId();
  const key = randomBytes(32);
  const made = await tx.$executeRaw`
    insert into subject_key (id, organization_id, subject, retention_class, month, wrapped_key, created_at)
    values (${id}::uuid, ${want.organizationId}::uuid, ${want.subject}, ${want.retentionClass}::retention_class, ${want.month},
      ${wrap(key, contextOfKey(id))}, now())
    on conflict do nothing`;
  if (made === 1) return { id, key };
  // Somebody else made it between our look and our insert: theirs is committed, or we would still be waiting.
  const theirs = await find(tx, want);
  if (!theirs) throw new Error("A subject key vanished while it was being made.");
  return theirs;
}

async function find(tx: Tx, want: Wanted): Promise<SubjectKey | null> {
  const rows = await tx.$queryRaw<{ id: string; wrapped: Uint8Array }[]>`
    select id, wrapped_key as wrapped from subject_key
    where ${sameOrganization(want.organizationId)} and subject = ${want.subject}
      and retention_class = ${want.retentionClass}::retention_class and month = ${want.month} and destroyed_at is null`;
  const row = rows[0];
  return row ? { id: row.id, key: unwrap(row.wrapped, contextOfKey(row.id)) } : null;
}

/** `is not distinct from` would not find the index. */
const sameOrganization = (id: string | null) =>
  id === null ? Prisma.sql`organization_id is null` : Prisma.sql`organization_id = ${id}::uuid`;
