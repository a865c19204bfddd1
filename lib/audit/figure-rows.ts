import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type FigureRow, type FigureRows, figureRowsInput, windowOf } from "@/lib/platform/figure-rows";
import { query } from "@/lib/platform/operation/query";
import { checkAction } from "./check/last-check";
import { countOf, isDenied, newestVersion, recordedWithin } from "./figure-conditions";
import {
  type EvidenceType,
  evidenceTypeLabels,
  type IntegrityState,
  integrityStateLabels,
  type Outcome,
  outcomeLabels,
} from "./schema";
import { phrases } from "./sentences";

export const auditFigureKeys = [
  "audit_events",
  "audit_denied",
  "log_verification",
  "evidence_verified",
  "evidence_damaged",
] as const;

/** What was recorded, when and with which outcome: without actors, addresses and what was touched. */
export const auditFigureRows = query({
  name: "audit.figure-rows",
  summary: "List what a figure of the audit trail counts",
  permission: "audit:report",
  input: figureRowsInput(auditFigureKeys),
  async run({ tx, actor, now }, { key, from, to, page }): Promise<FigureRows> {
    const period = recordedWithin(actor.organizationId, { from, to });
    switch (key) {
      case "audit_events":
        return eventRows(tx, period, page);
      case "audit_denied":
        return eventRows(tx, Prisma.sql`${period} and ${isDenied}`, page);
      case "log_verification": {
        // The state is that of the newest check: all there have been, whatever the period.
        const ever = recordedWithin(actor.organizationId, { from: new Date(0), to: new Date(now.getTime() + 1) });
        return eventRows(tx, Prisma.sql`${ever} and e.action = ${checkAction} and e.outcome = 'success'`, page);
      }
      case "evidence_verified":
        return evidenceRows(tx, Prisma.sql`true`, Prisma.sql`v.integrity = 'verified'`, page);
      case "evidence_damaged": {
        const damaged = Prisma.sql`v.integrity in ('failed', 'missing', 'unreadable')`;
        return evidenceRows(tx, damaged, damaged, page);
      }
    }
  },
});

async function eventRows(tx: Tx, where: Prisma.Sql, page: number): Promise<FigureRows> {
  const { count, more } = await countOf(tx, where);
  const { skip, take } = windowOf(page);
  const found = await tx.$queryRaw<{ id: string; action: string; outcome: Outcome; recorded_at: Date }[]>`
    select e.id, e.action, e.outcome::text as outcome, e.recorded_at from audit_event e where ${where}
    order by e.recorded_at desc, e.id desc limit ${take} offset ${skip}`;
  const rows = found.map(
    ({ id, action, outcome, recorded_at }): FigureRow => ({
      id,
      reference: action,
      what: sentence(phrases[action] ?? action),
      state: outcomeLabels[outcome],
      dates: [{ label: "Recorded", value: recorded_at.toISOString() }],
      department: null,
      met: true,
      recordId: id,
    }),
  );
  return { total: count, met: count, more, rows };
}

type Piece = {
  id: string;
  evidence_id: string;
  reference: string;
  type: EvidenceType;
  number: number;
  integrity: IntegrityState;
  collected_at: Date;
  verified_at: Date | null;
};

/** One row for each piece, by its newest version; what is not verified stands first. */
async function evidenceRows(tx: Tx, where: Prisma.Sql, met: Prisma.Sql, page: number): Promise<FigureRows> {
  const counts = await tx.$queryRaw<{ total: number; met: number }[]>`
    select count(*)::int as total, count(*) filter (where ${met})::int as met
    from evidence_version v where ${newestVersion} and ${where}`;
  const { skip, take } = windowOf(page);
  const found = await tx.$queryRaw<(Piece & { met: boolean })[]>`
    select v.id, v.evidence_id, e.reference, e.type::text as type, v.number, v.integrity::text as integrity,
      v.collected_at, v.verified_at, ${met} as met
    from evidence_version v join evidence e on e.id = v.evidence_id where ${newestVersion} and ${where}
    order by met, v.collected_at desc, v.id limit ${take} offset ${skip}`;
  const rows = found.map(
    (piece): FigureRow => ({
      id: piece.id,
      reference: `${piece.reference} v${piece.number}`,
      what: evidenceTypeLabels[piece.type],
      state: integrityStateLabels[piece.integrity],
      dates: [
        { label: "Collected", value: piece.collected_at.toISOString() },
        ...(piece.verified_at ? [{ label: "Last check", value: piece.verified_at.toISOString() }] : []),
      ],
      department: null,
      met: piece.met,
      recordId: piece.evidence_id,
    }),
  );
  return { total: counts[0]?.total ?? 0, met: counts[0]?.met ?? 0, rows };
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
