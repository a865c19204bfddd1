import "server-only";
import { z } from "zod";
import { type Framework, frameworkLabels, requirementOf, requirements } from "../../platform/frameworks";
import { query } from "../../platform/operation/query";
import { inForce } from "../in-force";
import { figure } from "../rules";

const frameworks = Object.keys(frameworkLabels) as [Framework, ...Framework[]];

export const coverageInput = z.object({
  framework: z.enum(frameworks).catch("iso27001"),
  show: z.enum(["all", "missing"]).catch("missing"),
});

/** Requirements of a framework and the policies in force that answer them; one without a policy is visible (P8). */
export const policyCoverage = query({
  name: "policy.coverage",
  summary: "See which requirements have a policy",
  permission: "policy:library",
  input: coverageInput,
  async run({ tx }, { framework, show }) {
    const policies = await tx.policy.findMany({
      where: { versions: { some: inForce } },
      orderBy: { id: "asc" },
      select: { id: true, reference: true, title: true, requirementIds: true },
    });
    const byKey = new Map<string, { id: string; reference: string; title: string }[]>();
    for (const { requirementIds, ...policy } of policies)
      for (const id of requirementIds) {
        const key = requirementOf(id)?.key;
        if (key !== undefined) byKey.set(key, [...(byKey.get(key) ?? []), policy]);
      }
    const assessable = requirements.filter((requirement) => requirement.assessable);
    const answered = (each: { key: string }) => byKey.has(each.key);
    return {
      frameworks: frameworks.map((id) => {
        const own = assessable.filter((requirement) => requirement.framework === id);
        return { id, label: frameworkLabels[id], covered: figure(own.filter(answered).length, own.length) };
      }),
      rows: assessable
        .filter((requirement) => requirement.framework === framework && (show === "all" || !answered(requirement)))
        .map(({ id, key, title }) => ({ id, key, title, policies: byKey.get(key) ?? [] })),
    };
  },
});
