import "server-only";
import { randomBytes } from "node:crypto";
import { clean } from "../../platform/clean";
import { toHex } from "../../platform/crypto/bytes";
import type { Tx } from "../../platform/db/client";
import { aboutPerson } from "../../platform/operation/protected";
import { detailsDigest } from "./said";

type Row = {
  organizationName: string;
  policyId: string;
  reference: string;
  title: string;
  number: number;
  assignedAt: Date;
  dueOn: string;
  name: string;
  email: string;
};

/**
 * What the entry of an acknowledgement says besides, so that a receipt can say it and prove it (P13). Of the person there is only a salted
 * digest in the open: a receipt gives salt and names away, not the person's key of the month, and erasing that key takes the salt (A17).
 */
export async function factsOfReceipt(
  tx: Tx,
  { assignmentId, personId, typedName }: { assignmentId: string; personId: string; typedName: string },
) {
  const [row] = await tx.$queryRaw<Row[]>`
    select o.name as "organizationName", v.policy_id as "policyId", p.reference, v.title, v.number, a.assigned_at as "assignedAt",
      a.due_on::text as "dueOn", person.name, person.email
    from policy_assignment a join policy_version v on v.id = a.version_id join policy p on p.id = v.policy_id
      join organization o on o.id = a.organization_id join person on person.id = a.person_id
    where a.id = ${assignmentId}::uuid`;
  if (!row) throw new Error("An assignment vanished while it was being answered.");
  const details = {
    salt: toHex(randomBytes(32)),
    name: clean(row.name),
    email: clean(row.email),
    typed_name: clean(typedName),
  };
  return {
    organizationName: row.organizationName,
    policy: { id: row.policyId, reference: row.reference, title: row.title },
    versionNumber: row.number,
    assignedAt: row.assignedAt.toISOString(),
    dueOn: row.dueOn,
    detailsSha256: detailsDigest(details),
    details: aboutPerson(personId, details),
  };
}
