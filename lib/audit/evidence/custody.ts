import "server-only";
import { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { pageSize } from "@/lib/platform/list-input";
import { query } from "@/lib/platform/operation/query";
import { archivedSince } from "../archive/archived-part";
import { type Opened, revealLeaf } from "../explorer/reveal-leaf";
import { CustodyAction } from "../schema";
import { custodyActions, hashOf } from "./custody-actions";

const actionsOf = (act: CustodyAction) =>
  Object.keys(custodyActions).filter((action) => custodyActions[action] === act);

/**
 * The chain of custody, newest first: who did what, when, from where, why, to which bytes, and with what outcome. Read from the trail
 * itself, so nobody can edit it, and what was refused stands in it too (E4).
 */
export const evidenceCustody = query({
  name: "evidence.custody",
  summary: "Chain of custody of a piece of evidence",
  permission: "evidence:read",
  input: z.object({
    id: z.uuid(),
    cursor: z.uuid().optional().catch(undefined),
    act: CustodyAction.optional().catch(undefined),
  }),
  async run({ tx }, { id, cursor, act }) {
    const evidence = await tx.evidence.findUnique({ where: { id }, select: { createdAt: true } });
    if (!evidence) throw notFound("This evidence");
    const where = { resourceType: "evidence", resourceId: id, ...(act ? { action: { in: actionsOf(act) } } : {}) };
    const rows = await tx.auditEvent.findMany({
      where,
      orderBy: { id: "desc" },
      take: pageSize + 1,
      ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
      select: {
        ...{
          id: true,
          action: true,
          outcome: true,
          actorName: true,
          actorKind: true,
          ip: true,
          recordedAt: true,
          leaf: true,
        },
      },
    });
    const count = await tx.auditEvent.count({ where });
    const page = rows.slice(0, pageSize);
    const acts = [];
    for (const { leaf, ...event } of page) {
      const change = changeOf((await revealLeaf(tx, leaf))?.leaf ?? null);
      const after = (change.after ?? {}) as { version?: unknown; hold?: unknown; integrity?: unknown; state?: unknown };
      acts.push({
        ...event,
        act: custodyActions[event.action] ?? null,
        reason: typeof change.reason === "string" ? change.reason : null,
        sha256: hashOf(change),
        version: typeof after.version === "number" ? after.version : null,
        hold: typeof after.hold === "string" ? after.hold : null,
        integrity: [after.integrity, after.state].find((state) => typeof state === "string") ?? null,
      });
    }
    const next = rows.length > pageSize ? page.at(-1)?.id : undefined;
    // Where the chain ends it says that older events lie in bundles, of this evidence among them (E6).
    return { acts, count, next, archived: next ? null : await archivedSince(tx, evidence.createdAt) };
  },
});

function changeOf(leaf: Opened): { before?: Opened; after?: Opened; reason?: Opened } {
  const change = (leaf as { change?: Opened } | null)?.change;
  return typeof change === "object" && change !== null && !Array.isArray(change)
    ? (change as { [name: string]: Opened })
    : {};
}
