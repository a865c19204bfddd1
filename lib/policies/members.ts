import "server-only";
import { role } from "../platform/auth/roles";
import type { Tx } from "../platform/db/client";
import type { Member } from "./audience";
import { dateText } from "./local-day";

const columns = {
  personId: true,
  roles: true,
  department: true,
  location: true,
  active: true,
  startDate: true,
  endDate: true,
} as const;

type Row = {
  personId: string;
  roles: string[];
  department: string | null;
  location: string | null;
  active: boolean;
  startDate: Date | null;
  endDate: Date | null;
};

const memberOf = (row: Row): Member & { personId: string } => ({
  ...row,
  roles: role.array().parse(row.roles),
  startDate: row.startDate ? dateText(row.startDate) : null,
  endDate: row.endDate ? dateText(row.endDate) : null,
});

/** The next members after a person's id, in order of ids. */
export async function memberBatch(tx: Tx, after: string | null, limit: number) {
  const rows = await tx.membership.findMany({
    where: after ? { personId: { gt: after } } : {},
    orderBy: { personId: "asc" },
    take: limit,
    select: columns,
  });
  return rows.map(memberOf);
}

export async function memberById(tx: Tx, organizationId: string, personId: string): Promise<Member | null> {
  const row = await tx.membership.findUnique({
    where: { organizationId_personId: { organizationId, personId } },
    select: columns,
  });
  return row ? memberOf(row) : null;
}
