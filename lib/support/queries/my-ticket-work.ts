import "server-only";
import { z } from "zod";
import { mayDo } from "@/lib/platform/auth/actor-types";
import { query } from "@/lib/platform/operation/query";
import { ownerIdOf } from "../tickets/held-ticket";
import { readingsOf } from "./readings";

const over = ["resolved", "closed"] as const;
const nobody = "00000000-0000-0000-0000-000000000000";

/** For My work: an agent's clocks about to run out, everybody's own open tickets; each with its count and the three most urgent. */
export const myTicketWork = query({
  name: "ticket.my-work",
  summary: "Tickets and clocks that want me",
  permission: "work:read:own",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const me = ownerIdOf(actor) ?? nobody;
    const open = { organizationId: actor.organizationId, status: { notIn: [...over] } };
    const own = { ...open, requesterId: me };
    const ownRows = await tx.ticket.findMany({ where: own, orderBy: { id: "desc" }, take: 3 });
    const assigned = { ...open, assigneeId: me };
    const works = mayDo(actor, "ticket:work");
    const rows = works
      ? await tx.ticket.findMany({
          where: assigned,
          orderBy: [{ urgentAt: "asc" }, { id: "asc" }],
          take: 3,
          include: { clocks: true, pauses: true, calendar: true, policy: { select: { pausesFirstResponse: true } } },
        })
      : [];
    return {
      ownCount: await tx.ticket.count({ where: own }),
      own: ownRows.map(({ id, reference, title, status }) => ({ id, reference, title, status })),
      assignedCount: works ? await tx.ticket.count({ where: assigned }) : 0,
      unassignedCount: works ? await tx.ticket.count({ where: { ...open, assigneeId: null } }) : 0,
      clocks: rows.map((row) => ({
        id: row.id,
        reference: row.reference,
        title: row.title,
        priority: row.priority,
        clock: readingsOf(row, now).find((reading) => !reading.ended) ?? null,
      })),
    };
  },
});
