import "server-only";
import { z } from "zod";
import { query } from "../../platform/operation/query";
import { dueDateOf } from "../audience";
import { dateText, localDateOf } from "../local-day";
import { memberBatch } from "../members";

/** Versions in force whose assignments no longer say what their audience says. */
export const audiencesToSettle = query({
  name: "policy.audiences-to-settle",
  summary: "Find policies whose audience changed",
  permission: "policy:distribute",
  input: z.object({}),
  async run({ tx, actor, now }) {
    const versions = await tx.policyVersion.findMany({
      where: { status: "published", publishedOn: { not: null }, policy: { acknowledgementRequired: true } },
      include: { audiences: true },
    });
    if (versions.length === 0) return [];
    const today = await localDateOf(tx, actor.organizationId, now);
    const members = await memberBatch(tx, null, 1_000_000);
    const stale: { policyId: string; versionId: string }[] = [];
    for (const version of versions) {
      const rows = await tx.policyAssignment.findMany({
        where: { versionId: version.id },
        select: { personId: true, status: true },
      });
      const status = new Map(rows.map((row) => [row.personId, row.status]));
      const published = { publishedOn: dateText(version.publishedOn ?? now), dueDays: version.dueDays };
      const differs = members.some((member) => {
        const is = status.get(member.personId);
        const wanted = dueDateOf(member, version.audiences, published, today) !== null;
        return wanted ? is === undefined || is === "withdrawn" : is === "pending" || is === "overdue";
      });
      if (differs) stale.push({ policyId: version.policyId, versionId: version.id });
    }
    return stale;
  },
});
