import "server-only";
import { z } from "zod";
import { command } from "@/lib/platform/operation/command";
import { query } from "@/lib/platform/operation/query";
import { rejudgeClocks } from "../tickets/clock-rows";
import { holdTicket } from "../tickets/held-ticket";
import { saveTicket } from "../tickets/save-ticket";
import { calendarRowFor, currentPolicies, keptJudgement } from "./judgement";

const over = ["resolved", "closed"] as const;

/** Open tickets that an older version of this policy judges; some at a time. */
export const ticketsOfOlderVersion = query({
  name: "sla-policy.older-tickets",
  summary: "Open tickets judged by an older version of a policy",
  permission: "ticket:sweep",
  input: z.object({ policyId: z.uuid(), limit: z.number().int().positive().max(500) }),
  async run({ tx, actor }, { policyId, limit }) {
    const current = (await currentPolicies(tx, actor.organizationId)).find((policy) => policy.policyId === policyId);
    if (!current) return [];
    const rows = await tx.ticket.findMany({
      where: {
        organizationId: actor.organizationId,
        status: { notIn: [...over] },
        policy: { policyId, version: { lt: current.version } },
      },
      select: { id: true },
      take: limit,
    });
    return rows.map((row) => row.id);
  },
});

/** After a policy changed: open tickets move to its newest version, running metrics are counted again; each leaves an event (S7). */
export const rejudgeTickets = command({
  name: "sla-policy.rejudge",
  summary: "Count the clocks of open tickets again after a policy changed",
  permission: "ticket:sweep",
  type: "support_ticket",
  input: z.object({ policyId: z.uuid(), ticketIds: z.array(z.uuid()).max(500) }),
  async run(context, { policyId, ticketIds }) {
    const { tx, actor } = context;
    const current = (await currentPolicies(tx, actor.organizationId)).find((policy) => policy.policyId === policyId);
    const judgement = await keptJudgement(tx, current?.id ?? null);
    let changed = 0;
    for (const ticketId of judgement ? ticketIds.toSorted() : []) {
      const held = await holdTicket(context, ticketId);
      if (!judgement || held.judgement?.policy.policyId !== policyId) continue;
      if (
        held.judgement.policy.version >= judgement.policy.version ||
        over.some((status) => status === held.ticket.status)
      )
        continue;
      const before = held.judgement.policy.version;
      held.judgement = judgement;
      const clocks = await rejudgeClocks(tx, held, false);
      const calendarVersionId = calendarRowFor(judgement, held.ticket.priority).id;
      const ticket = await saveTicket(tx, held, { policyVersionId: judgement.policy.id, calendarVersionId });
      context.note({
        action: "ticket.rejudge",
        resource: { type: "ticket", id: ticket.id, label: ticket.reference },
        before: { policyVersion: before },
        after: { policyVersion: judgement.policy.version, clocks },
      });
      changed += 1;
    }
    return {
      output: { changed },
      event: { resource: { type: "sla_policy", id: policyId }, after: { tickets: changed } },
    };
  },
});
