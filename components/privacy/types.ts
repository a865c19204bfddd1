import type { RefusalCode } from "@/lib/privacy/requests/schema";
import type { Regulation, RequestChannel, RequestKind, RequestStatus, VerificationLevel } from "@/lib/privacy/schema";

/** What the workspace's parts show of a request; dates without time are local ISO dates. */
export type ShownRequest = {
  kind: RequestKind;
  status: RequestStatus;
  channel: RequestChannel;
  regulation: Regulation;
  name: string;
  email: string;
  addressRefused: boolean;
  receivedAt: Date;
  closedAt: Date | null;
  endsAt: Date | null;
  dueDate: string;
  rawDueDate: string;
  baseDate: string;
  holidayTable: string;
  extendedMonths: number;
  extensionReason: string | null;
  noDoubtReason: string | null;
  enteredBy: string | null;
  personName: string | null;
  linked: { id: string; reference: string } | null;
  pauses: readonly { id: string; reason: string; from: string; to: string | null }[];
  identity: { reached: VerificationLevel; required: VerificationLevel; enough: boolean };
};

export type ShownDecision = {
  id: string;
  outcome: "approve" | "refuse";
  state: "prepared" | "confirmed" | "returned";
  code: RefusalCode | null;
  narrative: string | null;
  letter: string | null;
  preparedBy: string;
  decidedBy: string | null;
  decidedAt: Date | null;
  preparedAt: Date;
  returnReason: string | null;
  delivery: string | null;
};

export type ShownTask = {
  id: string;
  title: string;
  state: "pending" | "done" | "failed";
  rows: number;
  problem: string | null;
};

export type ShownPackage = {
  id: string;
  publishedAt: Date | null;
  expiresAt: Date | null;
  downloads: number;
  endedReason: string | null;
  delivery: string | null;
};
