import "server-only";
import { now } from "../clock";
import { client } from "../db/client";
import { inInstallation } from "../db/door";
import { isUniqueViolation } from "../db/failures";
import { inTenant } from "../db/tenant";
import { newId } from "../ids";
import { record } from "../operation/record";
import { newLog } from "./new-log";

/** Setting up is the operator's work, done on the command line as the owner of the database, before any actor exists. */
export type NewOrganization = {
  id?: string;
  slug: string;
  name: string;
  timeZone: string;
  country: string;
  supervisoryAuthority: string;
  privacyContact: string;
};

/** The installation's own log (A22); made once. */
export async function ensureInstallation(): Promise<void> {
  const existing = await client().auditLog.findFirst({ where: { organizationId: null, closedAt: null } });
  if (existing) return;
  const at = now();
  try {
    await client().auditLog.create({ data: newLog(null, at) });
  } catch (error) {
    // Another process was quicker; the log is there, which is all that matters.
    if (isUniqueViolation(error)) return;
    throw error;
  }
  const by = { kind: "installation", organizationId: null, requestId: newId() } as const;
  await inInstallation((tx) =>
    record(tx, by, { ...words, action: "installation.create", resource: { type: "installation", id: null } }, [], at),
  );
}

const words = {
  type: "system_change",
  crud: "create",
  outcome: "success",
  riskLevel: "medium",
  retentionClass: "seven_years",
  controlIds: ["CC6.1"],
} as const;

/** An organisation with its own log; both its log and the installation's begin with the fact. */
export async function createOrganization(input: NewOrganization): Promise<string> {
  await ensureInstallation();
  const at = now();
  const id = input.id ?? newId(at.getTime());
  await client().$transaction([
    client().organization.create({ data: { ...input, id, createdAt: at } }),
    client().auditLog.create({ data: newLog(id, at) }),
  ]);
  const requestId = newId();
  const draft = {
    ...words,
    action: "organization.create",
    resource: { type: "organization", id, label: input.name },
    after: { slug: input.slug, timeZone: input.timeZone },
  };
  await inTenant(id, "write", (tx) =>
    record(tx, { kind: "system", name: "setup", organizationId: id, requestId }, draft, [], at),
  );
  await inInstallation((tx) => record(tx, { kind: "installation", organizationId: null, requestId }, draft, [], at));
  return id;
}
