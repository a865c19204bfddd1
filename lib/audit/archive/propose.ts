import "server-only";
import { z } from "zod";
import { actorIdOf } from "@/lib/platform/auth/actor-types";
import { nextReference } from "@/lib/platform/db/reference";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import { nextMonth } from "./candidates";
import { reasonToKeep } from "./reason-to-keep";

/** Months proposed at once; what is left comes with the next sweep. */
const mostMonths = 36;

/** Proposes to move ended months of the log, the oldest first, into archive bundles. A dry run: nothing is moved (E6). */
export const proposeArchives = command({
  name: "archive.propose",
  summary: "List months of the log past every retention",
  permission: "archive:propose",
  type: "compliance_control",
  crud: "create",
  controls: ["C1.2", "CC7.2"],
  input: z.object({}),
  async run({ tx, actor, now }) {
    // Two sweeps at once would list the same month twice.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('archive.propose ' || ${actor.organizationId}, 0))`;
    const open = await tx.auditArchive.findMany({ where: { state: { notIn: ["refused", "done"] } } });
    const known: { logId: string; first: bigint; count: bigint }[] = [...open];
    const proposed: { id: string; reference: string; month: string; count: bigint }[] = [];
    let waits: string | null = null;
    while (proposed.length < mostMonths) {
      const found = await nextMonth(tx, known);
      if (found === null) break;
      const why = await reasonToKeep(tx, found, now);
      if (why !== null) {
        waits = `${found.month} stays: ${why}.`;
        break;
      }
      const archive = {
        id: newId(now.getTime()),
        reference: await nextReference(tx, actor.organizationId, "ARC", now),
      };
      const { organizationId } = actor;
      await tx.auditArchive.create({
        data: { ...archive, ...found, organizationId, proposedById: actorIdOf(actor) ?? "", proposedAt: now },
      });
      known.push(found);
      proposed.push({ ...archive, month: found.month, count: found.count });
    }
    if (proposed.length === 0) {
      throw new AppError("conflict", `Nothing was listed: no month of the log can be archived. ${waits ?? ""}`.trim());
    }
    return {
      output: { proposed: proposed.map(({ id, reference, month }) => ({ id, reference, month })), waits },
      event: {
        resource: { type: "audit_archive", id: null },
        after: { archives: proposed.map(({ reference, month, count }) => ({ reference, month, events: `${count}` })) },
      },
    };
  },
});
