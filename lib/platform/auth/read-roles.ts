import "server-only";
import { z } from "zod";
import { query } from "../operation/query";
import { type Grantee, permissions } from "./permissions";
import { role } from "./roles";

/** The permission table itself, one row per permission, as it is enforced. */
export const readRoles = query({
  name: "role.read",
  summary: "Which role may do what",
  permission: "role:read",
  input: z.object({ q: z.string().max(100).optional() }),
  async run(_, { q }) {
    const wanted = q?.toLowerCase() ?? "";
    return Object.entries(permissions)
      .map(([name, { sentence, granted }]) => ({
        name,
        sentence,
        roles: role.options.filter((each) => (granted as readonly Grantee[]).includes(each)),
        others: (granted as readonly Grantee[]).filter((each) => !role.safeParse(each).success),
      }))
      .filter((row) => `${row.name} ${row.sentence} ${row.roles.join(" ")}`.toLowerCase().includes(wanted));
  },
});
