import "server-only";
import { z } from "zod";
import { type Actor, mayDo, systemActor } from "@/lib/platform/auth/actor-types";
import { AppError, notFound } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { command } from "@/lib/platform/operation/command";
import { checkObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";
import { IntegrityState } from "../schema";
import { locateEvidence } from "./queries";

/** Keeps what a check of the stored bytes found. The state is measured by the portal, never taken from a request (E2). */
export const recordIntegrity = command({
  name: "evidence.verify",
  summary: "Record what a check of the stored file found",
  permission: "evidence:verify",
  type: "evidence_collection",
  controls: ["CC7.1", "CC7.2"],
  input: z.object({ id: z.uuid(), version: z.number().int().positive(), state: IntegrityState }),
  async run({ tx, now, note }, { id, version, state }) {
    const row = await tx.evidenceVersion.findUnique({
      where: { evidenceId_number: { evidenceId: id, number: version } },
      include: { evidence: { select: { reference: true, title: true } } },
    });
    if (!row) throw notFound("This evidence");
    await tx.evidenceVersion.update({ where: { id: row.id }, data: { integrity: state, verifiedAt: now } });
    const resource = { type: "evidence", id, label: `${row.evidence.reference} ${row.evidence.title}` };
    if (state !== "verified") {
      note({
        action: "evidence.integrity-alert",
        type: "security_event",
        riskLevel: "critical",
        resource,
        after: { version, state, sha256: row.sha256 },
      });
    }
    return {
      output: { state },
      event: { resource, before: { integrity: row.integrity }, after: { version, integrity: state } },
    };
  },
});

const checker = (actor: Actor) => systemActor(actor.organizationId, "evidence-check", actor.requestId);

/** Reads the stored bytes again and says whether they are what was collected. */
export async function measure(actor: Actor, id: string, number?: number) {
  const { version, object } = await locateEvidence(checker(actor), {
    id,
    version: number,
  });
  return { id, version: version.number, state: await checkObject(objectStore(), object) };
}

const words = {
  missing: "the stored file is missing",
  unreadable: "the stored file cannot be decrypted, so it was altered or its key is another one",
  failed: "the stored file is not the one that was collected",
  unchecked: "it was never checked",
} as const;

/** Before a download: an altered, missing or unreadable file is never served, and is on record at once (E2). */
export async function assertIntact(actor: Actor, input: unknown): Promise<void> {
  // Without the permission the download itself refuses, and nothing is learnt here.
  if (!mayDo(actor, "evidence:download")) return;
  const { id, version } = z
    .object({ id: z.uuid(), version: z.coerce.number().int().positive().optional() })
    .parse(input);
  const found = await measure(actor, id, version);
  if (found.state === "verified") return;
  log.error({ evidence: id, state: found.state, organization: actor.organizationId }, "evidence is not intact");
  await recordIntegrity(checker(actor), found);
  throw new AppError(
    "conflict",
    `Nothing was downloaded: ${words[found.state]}. The compliance officers see it as an integrity failure.`,
  );
}
