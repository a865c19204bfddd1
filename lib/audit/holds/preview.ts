import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { query } from "@/lib/platform/operation/query";
import { assertControls, assertMember, assertObjects, evidenceNamed } from "./check-input";
import { placeHoldInput } from "./schema";

/** Pieces named in a preview, and how far events are counted. */
const listed = 8;
const countedUpTo = 10_000;

type Input = typeof placeHoldInput._output;
type Caught = { reference: string; title: string; count: number; past: number };

/**
 * What a hold would keep if it were placed now: asked with the very question that will hold (E5), without placing it. What will match
 * later cannot be known and is not counted.
 */
export const previewHold = query({
  name: "hold.preview",
  summary: "See what a legal hold would keep, before it is placed",
  permission: "hold:place",
  input: placeHoldInput,
  async run({ tx, actor, now }, input) {
    assertControls(input.controlIds);
    if (input.personId) await assertMember(tx, input.personId);
    await assertObjects(tx, input.objects);
    const named = await evidenceNamed(tx, input.references);
    const evidence = await caughtBy(tx, actor.organizationId, input, named, now);
    return {
      evidence: evidence[0]?.count ?? 0,
      /** Of these so many would go with the next disposal list. */
      pastRetention: evidence[0]?.past ?? 0,
      pieces: evidence.map(({ reference, title }) => ({ reference, title })),
      /** Events whose names and addresses stay readable; null when the trail is not covered. */
      events: input.coversTrail ? await eventsOf(tx, actor.organizationId, input) : null,
      objects: input.objects.length,
      coversEvidence: input.coversEvidence,
    };
  },
});

function caughtBy(tx: Tx, organization: string, input: Input, named: readonly { id: string }[], now: Date) {
  const asked = JSON.stringify({
    ...{ organization_id: organization, covers_evidence: input.coversEvidence, types: input.types },
    ...{ control_ids: input.controlIds, source_system: input.sourceSystem, person_id: input.personId },
    ...{ period_from: input.periodFrom, period_to: input.periodTo },
  });
  return tx.$queryRaw<Caught[]>`
    select e.reference, e.title, (count(*) over ())::int as count,
      (count(*) filter (where e.retain_until < ${now.toISOString().slice(0, 10)}::date) over ())::int as past
    from evidence e, jsonb_populate_record(null::legal_hold, ${asked}::jsonb) h
    where e.status <> 'disposed' and (portal_hold_asks_for(h, e) or e.id = any (${named.map(({ id }) => id)}::uuid[]))
    order by e.id desc limit ${listed}`;
}

async function eventsOf(tx: Tx, organization: string, { personId, periodFrom, periodTo }: Input) {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select 1 from audit_event a where a.organization_id = ${organization}::uuid
      ${personId ? Prisma.sql`and a.actor_id = ${personId}` : Prisma.empty}
      ${periodFrom ? Prisma.sql`and a.recorded_at >= ${periodFrom}::date` : Prisma.empty}
      ${periodTo ? Prisma.sql`and a.recorded_at < ${periodTo}::date + 1` : Prisma.empty}
      limit ${countedUpTo + 1}) counted`;
  const count = row?.count ?? 0;
  return { count: Math.min(count, countedUpTo), more: count > countedUpTo };
}
