import "server-only";
import { z } from "zod";
import type { Tx } from "../../platform/db/client";
import type { Prisma } from "../../platform/db/generated/client";
import { type Framework, frameworkLabels, requirementOf, requirements } from "../../platform/frameworks";
import { query } from "../../platform/operation/query";
import { coming, inForce } from "../in-force";
import { figure } from "../rules";

const frameworks = Object.keys(frameworkLabels) as [Framework, ...Framework[]];

export const coverageInput = z.object({
  framework: z.enum(frameworks).catch("iso27001"),
  show: z.enum(["all", "missing"]).catch("missing"),
});

/** Versions that are on their way: what they answer is no coverage yet. */
const underway = {
  OR: [{ status: { in: ["draft", "in_review", "approved"] } }, coming],
} satisfies Prisma.PolicyVersionWhereInput;

/**
 * Requirements of a framework and the versions in force that answer them; one without a policy is visible, and what a version on its way
 * would answer stands beside it (P8).
 */
export const policyCoverage = query({
  name: "policy.coverage",
  summary: "See which requirements have a policy",
  permission: "policy:library",
  input: coverageInput,
  async run({ tx }, { framework, show }) {
    const [answering, planned] = [await answers(tx, inForce), await answers(tx, underway)];
    const assessable = requirements.filter((requirement) => requirement.assessable);
    const answered = (each: { key: string }) => answering.has(each.key);
    return {
      frameworks: frameworks.map((id) => {
        const own = assessable.filter((requirement) => requirement.framework === id);
        return { id, label: frameworkLabels[id], covered: figure(own.filter(answered).length, own.length) };
      }),
      rows: assessable
        .filter((requirement) => requirement.framework === framework && (show === "all" || !answered(requirement)))
        .map(({ id, key, title }) => ({
          ...{ id, key, title, policies: answering.get(key) ?? [] },
          planned: answered({ key }) ? [] : (planned.get(key) ?? []),
        })),
    };
  },
});

/** By requirement: the versions that answer it. */
async function answers(tx: Tx, where: Prisma.PolicyVersionWhereInput) {
  const versions = await tx.policyVersion.findMany({
    where,
    orderBy: [{ policyId: "asc" }, { number: "asc" }],
    select: {
      number: true,
      status: true,
      title: true,
      requirementIds: true,
      policy: { select: { id: true, reference: true } },
    },
  });
  const pairs = versions.flatMap(({ requirementIds, policy, ...version }) =>
    requirementIds.flatMap((id) => {
      const key = requirementOf(id)?.key;
      return key === undefined ? [] : { key, answer: { ...policy, ...version } };
    }),
  );
  return new Map([...Map.groupBy(pairs, ({ key }) => key)].map(([key, all]) => [key, all.map(({ answer }) => answer)]));
}
