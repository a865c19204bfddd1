import "server-only";
import { notFound } from "../../platform/errors";
import { query } from "../../platform/operation/query";
import { dueDateOf } from "../audience";
import { localDateOf } from "../local-day";
import { memberBatch } from "../members";
import { versionInput } from "../schema";

/** How many people a version would be for, were it published today. */
export const audienceSize = query({
  name: "policy.audience-size",
  summary: "Count the people a version is for",
  permission: "policy:library",
  input: versionInput,
  async run({ tx, actor, now }, { versionId }) {
    const version = await tx.policyVersion.findUnique({ where: { id: versionId }, include: { audiences: true } });
    if (!version) throw notFound("This version");
    const today = await localDateOf(tx, actor.organizationId, now);
    let people = 0;
    for (let after: string | null = null; ; ) {
      const members: Awaited<ReturnType<typeof memberBatch>> = await memberBatch(tx, after, 5000);
      const published = { publishedOn: today, dueDays: version.dueDays };
      people += members.filter((member) => dueDateOf(member, version.audiences, published, today) !== null).length;
      after = members.at(-1)?.personId ?? null;
      if (members.length < 5000) return { people };
    }
  },
});
