import "server-only";
import { z } from "zod";
import type { Prisma } from "@/lib/platform/db/generated/client";
import { inTenant } from "@/lib/platform/db/tenant";
import { AppError, dutyRefused, notFound } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { command } from "@/lib/platform/operation/command";
import type { CommandContext } from "@/lib/platform/operation/context";
import { aboutPerson } from "@/lib/platform/operation/protected";
import { query } from "@/lib/platform/operation/query";
import { paragraph } from "@/lib/platform/text";
import { signedLog } from "../export/package-source";
import { personOf } from "../log/person-of";
import { ColumnCheck } from "./check-columns";
import { checkRows } from "./check-rows";

/** More would not be an accident any more. */
const most = 1_000;

const cell = z.object({ event: z.uuid(), column: z.string().max(40) });

/**
 * The columns of an organisation's log that hold text uncleaned, measured on the rows as they stand. Throws CheckFinding when
 * something else differs: that is no matter of blanks, and nothing is mended.
 */
export async function uncleanedColumns(organizationId: string): Promise<z.output<typeof cell>[]> {
  const log = await inTenant(organizationId, "read", (tx) => signedLog(tx));
  if (log === null) return [];
  const columns = new ColumnCheck();
  for (let next = log.archived; next < log.size && columns.uncleaned.length < most; ) {
    const rows = await inTenant(organizationId, "read", (tx) => checkRows(tx, log, next));
    if (rows.length === 0) break;
    await inTenant(organizationId, "read", (tx) => columns.check(tx, log, rows));
    next += BigInt(rows.length);
  }
  return columns.uncleaned.slice(0, most).map(({ event, column }) => ({ event, column }));
}

/** Proposes to set search columns to what their signed events say (A7, A9). Nothing happens before a second person confirms. */
export const proposeMend = command({
  name: "log.propose-mend",
  summary: "Propose to put search columns right that hold text uncleaned",
  permission: "log:close",
  type: "configuration_change",
  crud: "create",
  riskLevel: "high",
  controls: ["CC7.4", "CC7.5"],
  input: z.object({ reason: paragraph(1_000, "Say what happened."), cells: z.array(cell).max(most) }),
  async run({ tx, actor, now }, { reason, cells }) {
    const { personId } = personOf(actor);
    const log = await tx.auditLog.findFirst({ where: { closedAt: null } });
    if (log === null) throw notFound("An open log");
    if (cells.length === 0) {
      throw new AppError("conflict", "No column differs in blanks or control characters only. Nothing was proposed.");
    }
    const events = new Set(cells.map(({ event }) => event));
    if ((await tx.auditEvent.count({ where: { logId: log.id, id: { in: [...events] } } })) < events.size)
      throw notFound("An event of this proposal");
    if (await tx.auditColumnMend.findFirst({ where: { logId: log.id, decidedAt: null } })) {
      throw new AppError("conflict", "This is proposed already. Somebody else than the proposer must confirm it.");
    }
    const data = { id: newId(now.getTime()), organizationId: actor.organizationId, logId: log.id, cells, reason };
    await tx.auditColumnMend.create({ data: { ...data, proposedById: personId, proposedAt: now } });
    return {
      output: { id: data.id },
      event: { resource: { type: "audit_log", id: log.id }, after: { cells }, reason },
    };
  },
});

/** Sets the columns, as a second person. The leaves stay as they are; the event names every column that was set. */
export const confirmMend = command({
  name: "log.confirm-mend",
  summary: "Confirm, as a second person, that search columns are set to what their signed events say",
  permission: "log:close",
  type: "configuration_change",
  riskLevel: "critical",
  controls: ["CC7.4", "CC7.5"],
  input: z.object({ id: z.uuid() }),
  async run({ tx, actor, now }, { id }) {
    const confirming = personOf(actor);
    const mend = await lockOpen(tx, id);
    if (mend.proposedById === confirming.personId) {
      throw dutyRefused("A second person must confirm this. Nothing was mended.");
    }
    const proposer = await tx.person.findUniqueOrThrow({ where: { id: mend.proposedById } });
    await tx.auditColumnMend.update({
      where: { id },
      data: { confirmed: true, decidedById: confirming.personId, decidedAt: now },
    });
    const [row] = await tx.$queryRaw<[{ mended: number }]>`select portal_mend_columns(${id}::uuid) as mended`;
    return {
      output: { mended: row.mended },
      event: {
        resource: { type: "audit_log", id: mend.logId },
        after: {
          cells: mend.cells as z.output<typeof cell>[],
          proposedBy: aboutPerson(proposer.id, proposer.name),
          confirmedBy: aboutPerson(confirming.personId, confirming.name),
        },
        reason: mend.reason,
      },
    };
  },
});

/** Takes a proposal back, or turns it down. */
export const dismissMend = command({
  name: "log.dismiss-mend",
  summary: "Withdraw or turn down the proposal to put search columns right",
  permission: "log:close",
  type: "configuration_change",
  riskLevel: "medium",
  controls: ["CC7.4"],
  input: z.object({ id: z.uuid() }),
  async run({ tx, actor, now }, { id }) {
    const { personId } = personOf(actor);
    const mend = await lockOpen(tx, id);
    const data: Prisma.AuditColumnMendUncheckedUpdateInput = {
      confirmed: false,
      decidedById: personId,
      decidedAt: now,
    };
    await tx.auditColumnMend.update({ where: { id }, data });
    return { output: { id }, event: { resource: { type: "audit_log", id: mend.logId }, after: { mend: id } } };
  },
});

/** The proposal that waits for a second person, with the proposer's name; null when there is none. */
export const openMend = query({
  name: "log.open-mend",
  summary: "The proposal to put search columns right that waits for a second person",
  permission: "log:follow",
  input: z.object({}),
  async run({ tx }) {
    const mend = await tx.auditColumnMend.findFirst({ where: { decidedAt: null } });
    if (mend === null) return null;
    const proposer = await tx.person.findUnique({ where: { id: mend.proposedById }, select: { name: true } });
    const { id, reason, proposedById, proposedAt } = mend;
    const columns = (mend.cells as unknown[]).length;
    return { id, reason, proposedById, proposedAt, columns, proposedBy: proposer?.name ?? "Former member" };
  },
});

async function lockOpen(tx: CommandContext["tx"], id: string) {
  await tx.$queryRaw`select id from audit_column_mend where id = ${id}::uuid for update`;
  const mend = await tx.auditColumnMend.findUnique({ where: { id } });
  if (mend === null) throw notFound("This proposal");
  if (mend.decidedAt !== null) throw new AppError("conflict", "This was decided already. Nothing was changed.");
  return mend;
}
