import "server-only";
import { role } from "../platform/auth/roles";
import type { Tx } from "../platform/db/client";
import { absencesOf } from "../platform/people/absences/absences-of";
import type { Member } from "./audience";
import { dateText } from "./local-day";

const columns = {
  roles: true,
  department: true,
  location: true,
  active: true,
  startDate: true,
  endDate: true,
} as const;

type Row = {
  roles: string[];
  department: string | null;
  location: string | null;
  active: boolean;
  startDate: Date | null;
  endDate: Date | null;
};

const memberOf = (row: Row): Member => ({
  ...row,
  roles: role.array().parse(row.roles),
  startDate: row.startDate ? dateText(row.startDate) : null,
  endDate: row.endDate ? dateText(row.endDate) : null,
});

/** One member with their groups and absences; one without an end counts up to `today`. */
export async function memberById(
  tx: Tx,
  organizationId: string,
  personId: string,
  today: string,
): Promise<Member | null> {
  const row = await tx.membership.findUnique({
    where: { organizationId_personId: { organizationId, personId } },
    select: columns,
  });
  if (!row) return null;
  const groups = await tx.policyGroupMember.findMany({
    where: { personId, group: { archivedAt: null } },
    select: { groupId: true },
  });
  const absences = await absencesOf(tx, personId, today);
  return { ...memberOf(row), groups: groups.map(({ groupId }) => groupId), absences };
}
