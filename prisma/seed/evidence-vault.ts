import "server-only";
import { approveDisposal, requestDisposal } from "@/lib/audit/disposal/decide";
import { executeDisposal } from "@/lib/audit/disposal/execute";
import { proposeDisposal } from "@/lib/audit/disposal/propose";
import { collectEvidence } from "@/lib/audit/evidence/collect";
import { approveEvidence } from "@/lib/audit/evidence/decide";
import { beginScrub, finishScrub, scrubBatch } from "@/lib/audit/evidence/scrub";
import { storeFile } from "@/lib/audit/evidence/store-file";
import { submitEvidence } from "@/lib/audit/evidence/submit";
import { placeHold } from "@/lib/audit/holds/place";
import { confirmRelease, proposeRelease } from "@/lib/audit/holds/release";
import type { EvidenceType, RetentionClass } from "@/lib/audit/schema";
import { receiveFile } from "@/lib/platform/storage/receive-file";
import type { SeedContext } from "./context";
import { secondOfficer } from "./people";

type Piece = {
  title: string;
  type: EvidenceType;
  controlIds: string;
  from: number;
  to: number;
  collected: number;
  retentionClass?: RetentionClass;
};

/** Short-lived records of last winter: past their retention today, one of them under a hold. */
const short: readonly Piece[] = [
  {
    title: "Raw access log of the care application, January",
    type: "system_log",
    controlIds: "CC7.2",
    from: 330,
    to: 300,
    collected: 299,
    retentionClass: "ninety_days",
  },
  {
    title: "Raw access log of the care application, February",
    type: "system_log",
    controlIds: "CC7.2",
    from: 299,
    to: 270,
    collected: 269,
    retentionClass: "ninety_days",
  },
  {
    title: "Door log of the Hamburg office, spring",
    type: "user_activity",
    controlIds: "CC6.4",
    from: 260,
    to: 230,
    collected: 229,
    retentionClass: "ninety_days",
  },
];

/** Of all freshness states: current, due soon and stale. */
const kept: readonly Piece[] = [
  {
    title: "Risk assessment of the year",
    type: "risk_assessment",
    controlIds: "CC3.2, CC3.4",
    from: 60,
    to: 40,
    collected: 38,
  },
  {
    title: "Access rights of administrators, last quarter",
    type: "access_review",
    controlIds: "CC6.3",
    from: 170,
    to: 83,
    collected: 80,
  },
  {
    title: "Restore test of the archive, spring",
    type: "backup_verification",
    controlIds: "A1.3",
    from: 200,
    to: 190,
    collected: 189,
  },
  {
    title: "Incident drill with the care teams",
    type: "incident_documentation",
    controlIds: "CC7.4, CC7.5",
    from: 30,
    to: 30,
    collected: 29,
  },
];

/** Holds, decisions and a disposal by two people, told by the commands. */
export async function seedEvidenceVault(context: SeedContext): Promise<void> {
  const [nora, second] = [() => context.actor("nora.falk"), () => context.actor(secondOfficer)];
  const logs: { id: string; reference: string }[] = [];
  for (const piece of short) logs.push(await collect(context, piece));
  for (const piece of kept) {
    const { id } = await collect(context, piece);
    await context.daysAgo(piece.collected - 1, () => submitEvidence(nora(), { id, version: 1 }));
    await context.daysAgo(piece.collected - 2, () => approveEvidence(second(), { id, version: 1 }));
  }
  await context.daysAgo(100, () =>
    placeHold(nora(), {
      title: "Dispute with the supplier of the door system",
      reason: "Claim announced by letter; everything about the Hamburg doors is kept until it is settled.",
      references: logs[2]?.reference,
    }),
  );
  const settled = await context.daysAgo(90, () =>
    placeHold(second(), {
      title: "Question of the supervisory authority about backups",
      reason: "Asked for by telephone, to be confirmed in writing.",
      coversEvidence: "on",
      types: "backup_verification",
    }),
  );
  await context.daysAgo(20, () =>
    proposeRelease(nora(), { id: settled.id, reason: "The authority closed its question." }),
  );
  await context.daysAgo(19, () => confirmRelease(second(), { id: settled.id }));
  await disposeFirst(context);
  await context.daysAgo(0.4, () => scrub(context));
  await context.daysAgo(0.2, () => proposeDisposal(context.system("propose-disposals"), {}));
}

/** The first list of the year, carried out; what stays on the later ones is still there to decide about. */
async function disposeFirst(context: SeedContext): Promise<void> {
  const list = await context.daysAgo(205, () => proposeDisposal(context.system("propose-disposals"), {}));
  await context.daysAgo(204, () => requestDisposal(context.actor("nora.falk"), { id: list.id }));
  await context.daysAgo(203, () =>
    approveDisposal(context.actor(secondOfficer), { id: list.id, confirmation: list.reference }),
  );
  await context.daysAgo(203, () => executeDisposal(context.system("execute-disposals"), list.id));
}

async function scrub(context: SeedContext): Promise<void> {
  const actor = context.system("scrub-evidence");
  const round = await beginScrub(actor, {});
  if (!round) return;
  while ((await scrubBatch(actor, round.startedAt)).left);
  await finishScrub(actor, { id: round.id });
}

async function collect(context: SeedContext, piece: Piece) {
  const actor = context.actor("nora.falk");
  const { title, type, controlIds, retentionClass } = piece;
  const day = (daysBack: number) =>
    new Date(context.today.getTime() - daysBack * 86_400_000).toISOString().slice(0, 10);
  async function* bytes() {
    yield Buffer.from(`${title}\nfrom ${day(piece.from)} to ${day(piece.to)}\n`);
  }
  return context.daysAgo(piece.collected, async () => {
    const { objectId } = await storeFile(actor, await receiveFile(bytes(), "record.txt"));
    return collectEvidence(actor, {
      ...{ objectId, title, type, controlIds, retentionClass },
      effectiveFrom: day(piece.from),
      effectiveTo: day(piece.to),
    });
  });
}
