import { z } from "zod";

export const AuditExportState = z.enum(["queued", "building", "ready", "cancelled", "failed", "expired"]);
export type AuditExportState = z.infer<typeof AuditExportState>;

export const exportStateLabels: Record<AuditExportState, string> = {
  queued: "Waiting",
  building: "Being built",
  ready: "Ready",
  cancelled: "Cancelled",
  failed: "Failed",
  expired: "Expired",
};

const moves: Record<AuditExportState, readonly AuditExportState[]> = {
  // A build that was cut off begins anew: building may follow building.
  queued: ["building", "cancelled", "failed"],
  building: ["building", "ready", "cancelled", "failed"],
  ready: ["expired"],
  cancelled: [],
  failed: [],
  expired: [],
};

/** May an export go from one state to another? What was cancelled, failed or has expired is asked for anew. */
export function canMove(from: AuditExportState, to: AuditExportState): boolean {
  return moves[from].includes(to);
}

/** Still on its way: its page looks again by itself. */
export const isUnderWay = (state: AuditExportState) => state === "queued" || state === "building";

/** Days for which a built file is offered. */
export const keptDays = 7;

/** Evidence files in one package: each download of it is written into the custody of every one. */
export const mostCarried = 500;

/** An export that is still under way after this many hours was forgotten by whatever was to build it. */
export const forgottenHours = 24;

/** At once per organisation: each keeps a processor and a disk busy. */
export const mostUnderWay = 3;

/** How far an export is, in words: "12,000 of 40,000 places, 311 events". */
export function progressWords(progress: { position: bigint; total: bigint; rows: bigint }): string {
  const number = (value: bigint) => value.toLocaleString("en-GB");
  if (progress.position >= progress.total && progress.total > 0n) return `${number(progress.rows)} events, packing`;
  return `${number(progress.position)} of ${number(progress.total)} places, ${number(progress.rows)} events`;
}
