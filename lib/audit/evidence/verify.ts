import "server-only";
import { z } from "zod";
import { type Actor, mayDo, systemActor } from "@/lib/platform/auth/actor-types";
import { AppError, notFound } from "@/lib/platform/errors";
import { log } from "@/lib/platform/log";
import { command } from "@/lib/platform/operation/command";
import { checkObject } from "@/lib/platform/storage/encryption";
import { objectStore } from "@/lib/platform/storage/object-store";
import { raiseAlert } from "../alerts/raise-alert";
import { IntegrityState } from "../schema";
import { damageWords } from "./integrity";
import { concernsEvidence, resourceOf } from "./lock-evidence";
import { locateEvidence } from "./queries";

/** Keeps what a check of the stored bytes found. The state is measured by the portal, never taken from a request (E2). */
export const recordIntegrity = command({
  name: "evidence.verify",
  summary: "Record what a check of the stored file found",
  permission: "evidence:verify",
  type: "evidence_collection",
  controls: ["CC7.1", "CC7.2"],
  input: z.object({
    id: z.uuid(),
    version: z.number().int().positive(),
    state: IntegrityState.exclude(["unchecked"]),
    why: z.string().max(200).optional(),
  }),
  concerns: concernsEvidence,
  async run({ tx, actor, now, note }, { id, version, state, why }) {
    const row = await tx.evidenceVersion.findUnique({
      where: { evidenceId_number: { evidenceId: id, number: version } },
      include: { evidence: { select: { id: true, reference: true, title: true } } },
    });
    if (!row) throw notFound("This evidence");
    await tx.evidenceVersion.update({ where: { id: row.id }, data: { integrity: state, verifiedAt: now } });
    const resource = resourceOf(row.evidence);
    if (state !== "verified") {
      note({
        action: "evidence.integrity-alert",
        type: "security_event",
        riskLevel: "critical",
        resource,
        after: { version, state, sha256: row.sha256, why },
      });
      // The threshold is one: the alert comes in the transaction of the finding (E2).
      await raiseAlert(
        { tx, actor, now, note },
        {
          rule: "integrity-failure",
          level: "critical",
          objectType: "evidence",
          objectId: id,
          title: "A stored evidence file is not what was collected",
          detail: `${row.evidence.reference} version ${version}: ${damageWords(state, why)}.`,
          href: `/audit/evidence/${id}`,
        },
      );
    }
    return {
      output: { state, why: why ?? null },
      event: {
        resource,
        before: { integrity: row.integrity },
        after: { version, integrity: state, sha256: row.sha256, why },
      },
    };
  },
});

const checker = (actor: Actor) => systemActor(actor.organizationId, "evidence-check", actor.requestId);

type Finding = { id: string; version: number; state: Exclude<IntegrityState, "unchecked">; why?: string };

/** Reads the stored bytes again and says whether they are what was collected, by the row and by the trail (E2). */
export async function measure(actor: Actor, id: string, number?: number): Promise<Finding> {
  const { version, object, trail } = await locateEvidence(checker(actor), { id, version: number });
  const about = { id, version: version.number };
  if (version.destroyedAt)
    throw new AppError("gone", "The content of this version was destroyed. Its hash and custody stay.");
  const state = await checkObject(objectStore(), object);
  if (state !== "verified") return { ...about, state };
  if (trail.sha256 === null) return { ...about, state: "failed", why: trail.why };
  if (trail.sha256 !== object.sha256) {
    return { ...about, state: "failed", why: "its recorded hash was changed; the trail remembers the first" };
  }
  return { ...about, state };
}

/** What was found not to be what was collected: on record, with its alert, and in the server's log. */
export async function reportDamage(actor: Actor, found: Finding): Promise<void> {
  log.error({ evidence: found.id, state: found.state, organization: actor.organizationId }, "evidence is not intact");
  await recordIntegrity(checker(actor), found);
}

/** Before a download: an altered, missing or unreadable file is never served, and is on record at once (E2). */
export async function assertIntact(actor: Actor, input: unknown): Promise<void> {
  // Without the permission the download itself refuses, and nothing is learnt here.
  if (!mayDo(actor, "evidence:download")) return;
  const { id, version } = z
    .object({ id: z.uuid(), version: z.coerce.number().int().positive().optional() })
    .parse(input);
  const found = await measure(actor, id, version);
  if (found.state === "verified") return;
  await reportDamage(actor, found);
  throw new AppError(
    "conflict",
    `Nothing was downloaded: ${damageWords(found.state, found.why)}. The compliance officers were alerted.`,
  );
}
