import "server-only";
import { z } from "zod";
import { command } from "../../platform/operation/command";
import { query } from "../../platform/operation/query";
import { emergencyLapsed } from "../events";
import { inForce } from "../in-force";
import { labelOf, lockVersion } from "../lock-version";
import { versionInput } from "../schema";
import { withdrawOpen } from "../withdraw-open";
import { announce } from "./put-in-force";

/** Emergency publications whose 72 hours are over without a second person. */
export const lapsedEmergencies = query({
  name: "policy.emergencies-due",
  summary: "Find emergency publications nobody confirmed in time",
  permission: "policy:keep-time",
  input: z.object({}),
  async run({ tx, now }) {
    const rows = await tx.policyVersion.findMany({
      where: { ...inForce, emergencyUntil: { lte: now }, emergencyConfirmedAt: null },
      orderBy: { id: "asc" },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  },
});

/**
 * Undoes an emergency publication nobody confirmed: the version before it is back in force, acknowledgements given stay and are
 * marked by their version, and an event says so to whoever opens a violation (P4). Twice changes nothing.
 */
export const lapseEmergency = command({
  name: "policy.lapse-emergency",
  summary: "Undo an emergency publication nobody confirmed",
  permission: "policy:keep-time",
  type: "policy_change",
  riskLevel: "high",
  controls: ["CC5.3", "A.5.3"],
  input: versionInput,
  async run(context, input) {
    const { tx, actor, now, emit } = context;
    const version = await lockVersion(tx, input.versionId);
    const resource = { type: "policy_version", id: version.id, label: labelOf(version) };
    const { emergencyUntil, emergencyConfirmedAt } = version;
    if (version.status !== "published" || !emergencyUntil || emergencyConfirmedAt || now < emergencyUntil)
      return { output: { changed: false }, event: { resource, after: { skipped: true } } };
    await tx.policyVersion.update({
      where: { id: version.id },
      data: { status: "retired", emergencyLapsedAt: now, retiredAt: now, updatedAt: now },
    });
    const kept = await tx.policyAcknowledgement.count({ where: { versionId: version.id } });
    await withdrawOpen(tx, [version.id], now);
    const before = version.replacedId
      ? await tx.policyVersion.update({
          where: { id: version.replacedId },
          data: { status: "published", supersededAt: null, updatedAt: now },
        })
      : null;
    if (before) await announce(context, before);
    emit(emergencyLapsed, {
      organizationId: actor.organizationId,
      policyId: version.policyId,
      versionId: version.id,
      publishedById: version.publishedById ?? version.authorId,
    });
    return {
      output: { changed: true },
      event: {
        resource,
        before: { status: "published", inForce: version.number },
        after: { status: "retired", inForce: before?.number ?? null, acknowledgementsKept: kept },
      },
    };
  },
});
