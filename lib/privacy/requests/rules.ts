import { canTransition } from "../rules";
import type { RequestKind, RequestStatus, VerificationLevel } from "../schema";
import type { RefusalCode } from "./schema";

/** Kinds for which no proof of identity may be asked: they go straight to review (C4). */
const withoutProof: readonly RequestKind[] = ["consent_withdrawal", "opt_out", "limit", "admt_opt_out"];

/** Where a request goes on receipt: to review when its level is reached already, else the address is asked to answer. */
export function statusAfterReceipt(kind: RequestKind, signedIn: boolean): "in_review" | "identity_pending" {
  const next = signedIn || withoutProof.includes(kind) ? "in_review" : "identity_pending";
  if (!canTransition("received", next)) throw new Error(`A received request cannot become ${next}.`);
  return next;
}

/** A signed-in person holds the contact point on record; a sign-in of the last five minutes counts as a match too (L2). */
export function levelOfSession(authenticatedAt: Date, now: Date): VerificationLevel {
  return now.getTime() - authenticatedAt.getTime() <= 5 * 60_000 ? "L2" : "L1";
}

const erasureOnly: readonly RefusalCode[] = [
  "expression",
  "legal_obligation",
  "public_interest",
  "public_health",
  "archiving",
  "legal_claims",
];

/** Article 17(3) answers erasure only; the rights of others answer a copy only (15(4), 20(4)). */
export function isRefusalGround(kind: RequestKind, code: RefusalCode): boolean {
  if (erasureOnly.includes(code)) return kind === "erasure" || kind === "delete";
  if (code === "third_party_rights") return ["access", "portability", "know_specific"].includes(kind);
  return true;
}

/** Four eyes for every refusal and for erasing (C9). */
export function needsSecondPerson(kind: RequestKind, outcome: "approve" | "refuse"): boolean {
  return outcome === "refuse" || kind === "erasure" || kind === "delete";
}

const thresholds = [2, 5, 10] as const;
const alarmDay = 25;

/**
 * The alarms that are due and were not given yet (section 3): at 10, 5 and 2 days left only the nearest counts, so that a
 * pause of the sweep does not end in three mails; day 25 after receipt; overdue once.
 * @param left days left, negative when late @param age local days since receipt
 */
export function dueReminders(
  facts: { left: number; age: number; overdue: boolean },
  given: readonly string[],
): string[] {
  const due: string[] = [];
  const nearest = thresholds.find((threshold) => facts.left <= threshold);
  if (facts.overdue) due.push("overdue");
  else if (nearest !== undefined && !thresholds.some((t) => t <= nearest && given.includes(`left-${t}`))) {
    due.push(`left-${nearest}`);
  }
  if (facts.age >= alarmDay && !facts.overdue) due.push(`day-${alarmDay}`);
  return due.filter((kind) => !given.includes(kind));
}

/** A step as a data subject sees it, like a parcel's. */
export type Step = { title: string; at: Date | null; state: "done" | "current" | "ahead" };

type Progress = {
  status: RequestStatus;
  receivedAt: Date;
  verifiedAt: Date | null;
  approvedAt: Date | null;
  readyAt: Date | null;
  closedAt: Date | null;
};

const endings: Partial<Record<RequestStatus, string>> = {
  refused: "Refused",
  withdrawn: "Withdrawn",
  closed_unverified: "Closed, because the address was not confirmed",
  duplicate: "Closed as a duplicate",
};

/** Received, checked, being worked on, answered: with the dates known so far. */
export function stepsOf(progress: Progress): Step[] {
  const ending = endings[progress.status];
  if (ending) {
    const checked = progress.verifiedAt ? [done("Address confirmed", progress.verifiedAt)] : [];
    return [done("Received", progress.receivedAt), ...checked, done(ending, progress.closedAt)];
  }
  const { status, verifiedAt } = progress;
  const waiting = status === "received" || status === "identity_pending" || status === "clarification_pending";
  const answered = progress.readyAt ?? progress.closedAt;
  const worked = !waiting && !answered;
  return [
    done("Received", progress.receivedAt),
    verifiedAt || !waiting
      ? done("Checked", verifiedAt)
      : { title: "Waiting for you to confirm your address", at: null, state: "current" },
    answered
      ? done("Worked on", progress.approvedAt)
      : { title: "Being worked on", at: progress.approvedAt, state: worked ? "current" : "ahead" },
    answered ? done("Ready", answered) : { title: "Ready", at: null, state: "ahead" },
  ];
}

const done = (title: string, at: Date | null): Step => ({ title, at, state: "done" });
