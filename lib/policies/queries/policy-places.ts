import "server-only";
import { z } from "zod";
import { query } from "../../platform/operation/query";

/** Departments and locations of people who work here, to filter by. */
export const policyPlaces = query({
  name: "policy.places",
  summary: "List departments and locations to filter by",
  permission: "policy:library",
  input: z.object({}),
  async run({ tx }) {
    const [row] = await tx.$queryRaw<{ departments: string[] | null; locations: string[] | null }[]>`
      select array_agg(distinct department order by department) filter (where department is not null) as departments,
        array_agg(distinct location order by location) filter (where location is not null) as locations
      from membership where active`;
    return { departments: row?.departments ?? [], locations: row?.locations ?? [] };
  },
});
