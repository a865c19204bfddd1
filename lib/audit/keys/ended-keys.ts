import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { RetentionClass } from "../schema";
import type { KeptKeys } from "./decide";
import { holdsOnKeys, isMonthHeld } from "./held";
import { classEnds } from "./retention-basis";

type Group = { retentionClass: RetentionClass; month: string; keys: number };

/** Classes and months with living keys, oldest first. */
export function livingMonths(tx: Tx, organizationId: string): Promise<Group[]> {
  return tx.$queryRaw<Group[]>`
    select retention_class as "retentionClass", month, count(*)::int as keys from subject_key
    where organization_id = ${organizationId}::uuid and destroyed_at is null group by 1, 2 order by 2, 1`;
}

/** Those whose time has ended, with how many keys may go and how many a hold keeps. */
export async function endedKeys(tx: Tx, organizationId: string, at: Date) {
  const ended = (await livingMonths(tx, organizationId)).filter(
    ({ retentionClass, month }) => classEnds(retentionClass, month) <= at.toISOString(),
  );
  const found = [];
  for (const { retentionClass, month, keys } of ended) {
    const kept = await heldKeys(tx, organizationId, { retentionClass, month });
    found.push({ retentionClass, month, kept, free: keys - kept.reduce((sum, row) => sum + row.keys, 0) });
  }
  return found;
}

/** The keys of a class and month that holds keep, by hold. Most months are under none: one question, then. */
export async function heldKeys(
  tx: Tx,
  organizationId: string,
  { retentionClass, month }: { retentionClass: RetentionClass; month: string },
): Promise<KeptKeys[]> {
  if (!(await isMonthHeld(tx, month))) return [];
  const kept = new Map<string, KeptKeys>();
  const keys = await tx.subjectKey.findMany({
    where: { organizationId, retentionClass, month, destroyedAt: null },
    select: { subject: true },
  });
  for (const { subject } of keys) {
    const holds = await holdsOnKeys(tx, subject, month);
    if (holds.length === 0) continue;
    const reference = holds.join(", ");
    const row = kept.get(reference) ?? {
      ground: "hold",
      reference,
      retentionClass,
      until: null,
      months: [month],
      keys: 0,
    };
    kept.set(reference, { ...row, keys: row.keys + 1 });
  }
  return [...kept.values()];
}
