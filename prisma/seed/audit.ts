import "server-only";
import { collectEvidence } from "@/lib/audit/evidence/collect";
import { downloadEvidence, readEvidence } from "@/lib/audit/evidence/queries";
import { storeFile } from "@/lib/audit/evidence/store-file";
import { measure, recordIntegrity } from "@/lib/audit/evidence/verify";
import type { EvidenceType } from "@/lib/audit/schema";
import { inTenant } from "@/lib/platform/db/tenant";
import { objectStore, readWhole } from "@/lib/platform/storage/object-store";
import { receiveFile } from "@/lib/platform/storage/receive-file";
import type { SeedContext } from "./context";

type Piece = {
  title: string;
  type: EvidenceType;
  controlIds: string;
  sourceSystem: string;
  description: string;
  fileName: string;
  content(context: SeedContext): string;
  /** Days before today: the period in which it was true, and when it was collected. */
  from: number;
  to: number;
  collected: number;
};

const csv = (rows: readonly (readonly string[])[]) => rows.map((row) => `${row.join(",")}\r\n`).join("");

const pieces: readonly Piece[] = [
  {
    title: "Access review of all staff, third quarter",
    type: "access_review",
    controlIds: "CC6.1, CC6.2, A.5.18",
    sourceSystem: "Compliance portal",
    description: "Every person with a role, reviewed by their manager. No role was removed.",
    fileName: "access-review.csv",
    content: ({ people }) =>
      csv([
        ["person", "roles", "decision"],
        ...Object.values(people).map(({ name, roles }) => [name, roles.join(" "), "keep"]),
      ]),
    from: 150,
    to: 60,
    collected: 55,
  },
  {
    title: "Restore of the patient database from backup",
    type: "backup_verification",
    controlIds: "A1.3, A.8.13",
    sourceSystem: "Backup server",
    description: "Restored to an empty machine, counted and compared with the original.",
    fileName: "restore-test.log",
    content: () =>
      "02:00:04 restore of care-db started\n02:41:37 restore finished, 184 tables\n02:44:02 row counts compared: 184 of 184 equal\n",
    from: 40,
    to: 40,
    collected: 39,
  },
  {
    title: "Vulnerability scan of the outer network",
    type: "vulnerability_scan",
    controlIds: "CC7.1, A.8.8",
    sourceSystem: "Network scanner",
    description: "Two findings of medium severity, both closed within the week.",
    fileName: "scan.json",
    content: () =>
      `${JSON.stringify(
        {
          targets: 14,
          findings: [
            { severity: "medium", state: "closed" },
            { severity: "medium", state: "closed" },
          ],
        },
        null,
        2,
      )}\n`,
    from: 33,
    to: 30,
    collected: 29,
  },
  {
    title: "Security training of the year",
    type: "training_record",
    controlIds: "CC1.4, A.6.3",
    sourceSystem: "Learning platform",
    description: "Everybody in Care and Engineering; three people follow after their leave.",
    fileName: "training.csv",
    content: () =>
      csv([
        ["department", "invited", "finished"],
        ["Care", "12", "11"],
        ["Engineering", "10", "8"],
      ]),
    from: 90,
    to: 20,
    collected: 18,
  },
  {
    title: "Firewall rules of the data centre",
    type: "system_log",
    controlIds: "CC6.6, A.8.20",
    sourceSystem: "Firewall",
    description: "The copy whose stored bytes were altered on purpose in the integrity drill.",
    fileName: "firewall-rules.txt",
    content: () =>
      "deny all from any to any\nallow tcp from office to care-db port 5432\nallow tcp from any to www port 443\n",
    from: 12,
    to: 12,
    collected: 12,
  },
];

/** Northwind's evidence: five pieces by the commands, the last of them altered in a drill and found by the check. */
export async function seedAudit(context: SeedContext): Promise<void> {
  const ids: string[] = [];
  for (const piece of pieces) ids.push(await context.daysAgo(piece.collected, () => collect(context, piece)));
  const [reviewed, , , , altered] = ids;
  if (!reviewed || !altered) return;
  await context.daysAgo(10, async () => {
    await readEvidence(context.actor("ava.roth"), { id: reviewed });
    await downloadEvidence(context.actor("ava.roth"), { id: reviewed });
  });
  await context.daysAgo(3, () => drill(context, altered));
}

async function collect(context: SeedContext, piece: Piece): Promise<string> {
  const actor = context.actor("nora.falk");
  const day = (daysBack: number) =>
    new Date(context.today.getTime() - daysBack * 86_400_000).toISOString().slice(0, 10);
  async function* bytes() {
    yield Buffer.from(piece.content(context));
  }
  const file = await storeFile(actor, await receiveFile(bytes(), piece.fileName));
  const { title, type, controlIds, sourceSystem, description } = piece;
  const evidence = await collectEvidence(actor, {
    objectId: file.objectId,
    title,
    type,
    controlIds,
    sourceSystem,
    description,
    effectiveFrom: day(piece.from),
    effectiveTo: day(piece.to),
  });
  return evidence.id;
}

/** Flips one byte of the stored file, as somebody with access to the disk could, and lets the check find it (E2). */
async function drill(context: SeedContext, evidenceId: string): Promise<void> {
  const { storageKey } = await inTenant(context.organizationId, "read", async (tx) => {
    const version = await tx.evidenceVersion.findFirstOrThrow({ where: { evidenceId } });
    return tx.storedObject.findUniqueOrThrow({ where: { id: version.objectId } });
  });
  const bytes = await readWhole(objectStore(), storageKey);
  await objectStore().write(storageKey, [bytes.with(5, (bytes[5] ?? 0) ^ 1)]);
  const actor = context.system("scrub-evidence");
  await recordIntegrity(actor, await measure(actor, evidenceId));
}
