import "server-only";
import { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { holdInput } from "./schema";
import { tellCaught, tellReleased, toldAtOnce } from "./tell-custody";

/** Tells a batch of pieces that a hold came or went; run again until nothing is left, and harmless to repeat. */
export const applyHold = command({
  name: "hold.apply",
  summary: "Write a hold into the custody of what it concerns",
  permission: "hold:apply",
  type: "compliance_control",
  controls: ["CC4.1"],
  input: holdInput,
  async run(context, { id }) {
    await context.tx.$queryRaw`select 1 from legal_hold where id = ${id}::uuid for share`;
    const hold = await context.tx.legalHold.findUnique({ where: { id } });
    if (!hold) throw notFound("This hold");
    const told = hold.releasedAt ? await tellReleased(context, hold) : await tellCaught(context, { holdId: id });
    return {
      output: { more: told === toldAtOnce },
      event: { resource: { type: "legal_hold", id, label: hold.reference }, after: { told } },
    };
  },
});

/** Holds with pieces whose custody does not say yet that they are, or are no longer, held. */
export const holdsToApply = query({
  name: "hold.due",
  summary: "Find holds that are not in every custody yet",
  permission: "hold:apply",
  input: z.object({}),
  async run({ tx }) {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select h.id from legal_hold h where (h.released_at is null and h.covers_evidence and exists (
          select 1 from evidence e where e.status <> 'disposed' and portal_hold_asks_for(h, e)
            and not exists (select 1 from legal_hold_item i where i.hold_id = h.id and i.kind = 'evidence' and i.object_id = e.id::text)))
        or (h.released_at is not null and exists (select 1 from legal_hold_item i where i.hold_id = h.id and i.released_at is null))
      order by h.id`;
    return rows.map(({ id }) => id);
  },
});
