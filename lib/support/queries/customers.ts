import "server-only";
import { z } from "zod";
import { query } from "@/lib/platform/operation/query";

/** Whom a ticket can be opened for: active members, customers with their company first. */
export const customersOf = query({
  name: "ticket.customers",
  summary: "See for whom a ticket can be opened",
  permission: "ticket:create:any",
  input: z.object({}),
  async run({ tx, actor }) {
    const members = await tx.membership.findMany({
      where: { organizationId: actor.organizationId, active: true },
      select: { personId: true, company: true, person: { select: { name: true, active: true } } },
    });
    return members
      .filter((member) => member.person.active && member.personId !== (actor.kind === "user" ? actor.personId : null))
      .map(({ personId, company, person }) => ({
        id: personId,
        label: company ? `${person.name}, ${company}` : person.name,
        outside: company !== null,
      }))
      .toSorted((a, b) => Number(b.outside) - Number(a.outside) || a.label.localeCompare(b.label, "en"));
  },
});
