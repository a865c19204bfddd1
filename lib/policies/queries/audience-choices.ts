import "server-only";
import { z } from "zod";
import { query } from "../../platform/operation/query";

/** Departments, locations and named groups that people of the organisation belong to, to choose an audience from. */
export const audienceChoices = query({
  name: "policy.audience-choices",
  summary: "See what an audience can be chosen from",
  permission: "policy:write",
  input: z.object({}),
  async run({ tx }) {
    const rows = await tx.membership.findMany({
      where: { active: true },
      distinct: ["department", "location"],
      select: { department: true, location: true },
    });
    const list = (name: "department" | "location") =>
      [...new Set(rows.flatMap((row) => row[name] ?? []))].sort((a, b) => a.localeCompare(b, "en-GB"));
    const groups = await tx.policyGroup.findMany({
      where: { archivedAt: null },
      orderBy: { name: "asc" },
      select: { id: true, name: true },
    });
    return { departments: list("department"), locations: list("location"), groups };
  },
});
