import "server-only";
import { z } from "zod";
import { actorIdOf } from "@/lib/platform/auth/actor-types";
import { nextReference } from "@/lib/platform/db/reference";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import type { EvidenceStatus } from "../schema";
import { reasonToKeep } from "./rules";

/** Pieces on one list; what is left comes with the next. Those that stay come last: many of them must not fill every list. */
const longestList = 1000;

type Candidate = { id: string; status: EvidenceStatus; retain_until: Date; holds: string[] };
const day = (date: Date) => date.toISOString().slice(0, 10);

/** Lists what is past its retention, and what of it stays because of a hold. A dry run: nothing is destroyed (E6). */
export const proposeDisposal = command({
  name: "disposal.propose",
  summary: "List evidence past its retention",
  permission: "disposal:propose",
  type: "compliance_control",
  crud: "create",
  controls: ["C1.2", "A.8.10"],
  input: z.object({}),
  async run({ tx, actor, now }) {
    // Two sweeps at once would list the same pieces twice.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('disposal.propose ' || ${actor.organizationId}, 0))`;
    const found = await tx.$queryRaw<Candidate[]>`
      select e.id, e.status::text as status, e.retain_until,
        (select coalesce(array_agg(h.reference order by h.reference), '{}') from legal_hold h where portal_hold_catches(h, e)) as holds
      from evidence e where e.retain_until < ${day(now)}::date and e.status <> 'disposed' and not exists (
        select 1 from disposal_item i join disposal d on d.id = i.disposal_id
        where i.evidence_id = e.id and i.state <> 'skipped' and d.state in ('proposed', 'requested', 'approved'))
      order by exists (select 1 from legal_hold h where portal_hold_catches(h, e)) or e.status = 'submitted', e.retain_until, e.id
      limit ${longestList}`;
    const items = found.map(({ id, status, retain_until, holds }) => ({
      id: newId(now.getTime()),
      evidenceId: id,
      why: reasonToKeep({ status, retainUntil: day(retain_until), holds }, day(now)),
    }));
    const planned = items.filter(({ why }) => why === null).length;
    if (planned === 0) {
      const held = items.length > 0 ? ` ${items.length} past it are held or wait for a decision.` : "";
      throw new AppError("conflict", `Nothing was listed: no evidence is past its retention.${held}`);
    }
    const list = { id: newId(now.getTime()), reference: await nextReference(tx, actor.organizationId, "DSP", now) };
    const { organizationId } = actor;
    await tx.disposal.create({
      data: {
        ...list,
        organizationId,
        asOf: new Date(day(now)),
        proposedById: actorIdOf(actor) ?? "",
        proposedAt: now,
      },
    });
    await tx.disposalItem.createMany({
      data: items.map(({ id, evidenceId, why }) => ({
        ...{ id, organizationId, disposalId: list.id, evidenceId, changedAt: now },
        state: why === null ? ("planned" as const) : ("skipped" as const),
        why: why ?? "",
      })),
    });
    const skipped = items.length - planned;
    return {
      output: { ...list, planned, skipped },
      event: {
        resource: { type: "disposal", id: list.id, label: list.reference },
        after: { asOf: day(now), planned, skipped },
      },
    };
  },
});
