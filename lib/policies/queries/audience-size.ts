import "server-only";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { localDateOf } from "../local-day";
import { versionInput } from "../schema";

/** How many people a version is for today. */
export const audienceSize = query({
  name: "policy.audience-size",
  summary: "Count the people a version is for",
  permission: "policy:library",
  input: versionInput,
  async run({ tx, actor, now }, { versionId }) {
    const version = await tx.policyVersion.findUnique({ where: { id: versionId }, select: { id: true } });
    if (!version) throw notFound("This version");
    const today = await localDateOf(tx, actor.organizationId, now);
    const [row] = await tx.$queryRaw<{ people: number }[]>`
      select count(*)::int as people from policy_audience_of(${versionId}::uuid, ${today}::date)`;
    return { people: row?.people ?? 0 };
  },
});
