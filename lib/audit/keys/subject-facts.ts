import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { RetentionClass } from "../schema";
import type { KeyFacts } from "./decide";
import { holdsOnKeys } from "./held";

type AliveKey = { id: string; subject: string; retentionClass: RetentionClass; month: string };

/**
 * Takes the subjects for this transaction alone: who is recording about them has committed, who comes later waits and then sees
 * that the keys are gone.
 */
export async function lockSubjects(tx: Tx, organizationId: string, subjects: readonly string[]): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(lock) from (
    select distinct portal_subject_lock(${organizationId}::uuid, s) as lock from unnest(${subjects}::text[]) s order by 1) locks`;
}

/** The living keys of subjects with everything that decides whether they may be destroyed. */
export async function subjectFacts(tx: Tx, organizationId: string, subjects: readonly string[]): Promise<KeyFacts[]> {
  const keys: AliveKey[] = await tx.subjectKey.findMany({
    where: { organizationId, subject: { in: [...subjects] }, destroyedAt: null },
    orderBy: { id: "asc" },
    select: { id: true, subject: true, retentionClass: true, month: true },
  });
  const acts = new Map<string, Set<string>>();
  for (const subject of subjects) acts.set(subject, await actsInOffice(tx, organizationId, subject));
  const holds = new Map<string, string[]>();
  const facts: KeyFacts[] = [];
  for (const { id, subject, retentionClass, month } of keys) {
    const name = `${subject}|${month}`;
    const held = holds.get(name) ?? (await holdsOnKeys(tx, subject, month));
    holds.set(name, held);
    const inOffice = acts.get(subject)?.has(`${retentionClass}|${month}`) ?? false;
    facts.push({ id, retentionClass, month, holds: held, inOffice });
  }
  return facts;
}

/**
 * Classes and months in which a member of staff acted: their name stands under the class of each event, address and browser
 * under one year. Whoever is a customer only, or no member, holds no office.
 */
async function actsInOffice(tx: Tx, organizationId: string, subject: string): Promise<Set<string>> {
  const personId = /^person:([0-9a-f-]{36})$/.exec(subject)?.[1];
  if (!personId) return new Set();
  const member = await tx.membership.findUnique({
    where: { organizationId_personId: { organizationId, personId } },
    select: { roles: true },
  });
  if (!member?.roles.some((role) => role !== "customer")) return new Set();
  const rows = await tx.$queryRaw<{ class: string; month: string }[]>`
    select distinct retention_class::text as class, to_char(recorded_at at time zone 'UTC', 'YYYY-MM') as month
    from audit_event where organization_id = ${organizationId}::uuid and actor_id = ${personId} and actor_kind = 'user'`;
  return new Set(rows.flatMap(({ class: each, month }) => [`${each}|${month}`, `one_year|${month}`]));
}
