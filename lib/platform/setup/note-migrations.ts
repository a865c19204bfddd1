import "server-only";
import { client } from "../db/client";
import { inInstallation } from "../db/door";
import { newRequestId } from "../ids";
import { record } from "../operation/record";
import { ensureInstallation } from "./create-organization";

const action = "schema.migrate";

/**
 * Records in the installation's own log (A22) every applied migration that is not there yet, whoever applied it.
 * @returns their names, in the order they were applied
 */
export async function noteMigrations(at: Date): Promise<string[]> {
  await ensureInstallation();
  const applied = await client().$queryRaw<{ name: string; checksum: string }[]>`
    select migration_name as name, checksum from _prisma_migrations
    where finished_at is not null and rolled_back_at is null order by started_at, migration_name`;
  return inInstallation(async (tx) => {
    // Two processes starting at once record it once.
    await tx.$queryRaw`select pg_advisory_xact_lock(hashtext('plinto-portal note migrations'))::text`;
    const known = await tx.$queryRaw<{ name: string }[]>`
      select resource_id as name from audit_event where organization_id is null and action = ${action}`;
    const names = new Set(known.map(({ name }) => name));
    const fresh = applied.filter(({ name }) => !names.has(name));
    const by = { kind: "installation", organizationId: null, requestId: newRequestId() } as const;
    for (const { name, checksum } of fresh) {
      await record(
        tx,
        by,
        {
          type: "system_change",
          action,
          crud: "update",
          outcome: "success",
          riskLevel: "medium",
          retentionClass: "seven_years",
          controlIds: ["CC8.1"],
          resource: { type: "migration", id: name },
          after: { checksum },
        },
        [],
        at,
      );
    }
    return fresh.map(({ name }) => name);
  });
}
