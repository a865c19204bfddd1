import { dayInWords } from "@/lib/platform/calendar";
import type { EvidenceStatus } from "../schema";
import type { DisposalState } from "./schema";

/** E6: the sweep proposes, one person requests, another approves; a list never goes back. The database has the same table. */
const steps: Record<DisposalState, readonly DisposalState[]> = {
  proposed: ["requested", "refused"],
  requested: ["approved", "refused"],
  approved: ["done"],
  refused: [],
  done: [],
};

export function canStep(from: DisposalState, to: DisposalState): boolean {
  return steps[from].includes(to);
}

type Candidate = {
  status: EvidenceStatus;
  /** Local ISO dates: the last day it is kept. */
  retainUntil: string;
  holds: readonly string[];
};

/**
 * Why a piece is not disposed of on a day, as the end of a sentence; null when it may go. Looked at when the list is made and again
 * when its turn comes, since holds and retention may have changed.
 */
export function reasonToKeep({ status, retainUntil, holds }: Candidate, today: string): string | null {
  if (holds.length > 0) return `under legal hold ${holds.join(", ")}`;
  if (status === "disposed") return "disposed of already";
  if (status === "submitted") return "handed in and waiting for a decision";
  if (today <= retainUntil) return `kept until ${dayInWords(retainUntil)}`;
  return null;
}
