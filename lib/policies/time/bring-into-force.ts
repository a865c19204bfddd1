import "server-only";
import { z } from "zod";
import { command } from "../../platform/operation/command";
import { query } from "../../platform/operation/query";
import { coming } from "../in-force";
import { dateColumn, localDateOf } from "../local-day";
import { labelOf, lockVersion } from "../lock-version";
import { versionInput } from "../schema";
import { announce, supersedePresent } from "./put-in-force";

/** Versions whose effective date is today or has passed in the organisation's zone, and which are not in force yet. */
export const versionsToBringIntoForce = query({
  name: "policy.coming-due",
  summary: "Find versions whose effective date has come",
  permission: "policy:keep-time",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const today = await localDateOf(tx, actor.organizationId, now);
    const rows = await tx.policyVersion.findMany({
      where: { ...coming, effectiveFrom: { lte: dateColumn(today) } },
      orderBy: { id: "asc" },
      select: { id: true },
    });
    return rows.map(({ id }) => id);
  },
});

/** Brings a published version into force on its effective day; twice, or too early, changes nothing (P7). */
export const bringIntoForce = command({
  name: "policy.bring-into-force",
  summary: "Bring a published version into force on its day",
  permission: "policy:keep-time",
  type: "policy_change",
  riskLevel: "medium",
  controls: ["CC2.2", "CC5.3", "A.5.1"],
  input: versionInput,
  async run(context, input) {
    const { tx, actor, now } = context;
    const version = await lockVersion(tx, input.versionId);
    const resource = { type: "policy_version", id: version.id, label: labelOf(version) };
    const today = dateColumn(await localDateOf(tx, actor.organizationId, now));
    const due =
      version.status === "published" && version.inForceAt === null && (version.effectiveFrom ?? today) <= today;
    if (!due) return { output: { changed: false }, event: { resource, after: { skipped: true } } };
    const before = await supersedePresent(context, version.policyId);
    await tx.policyVersion.update({
      where: { id: version.id },
      data: { inForceAt: now, replacedId: before?.id ?? null, updatedAt: now },
    });
    await announce(context, version);
    return {
      output: { changed: true },
      event: {
        resource,
        before: { inForce: before?.number ?? null },
        after: { inForce: version.number, contentSha256: version.contentSha256 },
      },
    };
  },
});
