import "server-only";
import { z } from "zod";
import { notFound } from "@/lib/platform/errors";
import { command } from "@/lib/platform/operation/command";

/** Which keys of protected fields go into a package: on record before anybody can download it (A17). Safe to repeat. */
export const noteDisclosedKeys = command({
  name: "audit.export-disclose",
  summary: "Record which protected fields an export discloses",
  permission: "audit:export:build",
  type: "data_access",
  crud: "create",
  controls: ["CC7.2"],
  input: z.object({ exportId: z.uuid(), keys: z.array(z.uuid()).min(1).max(10_000) }),
  async run({ tx, actor }, { exportId, keys }) {
    const known =
      (await tx.auditExport.count({ where: { id: exportId } })) === 1 &&
      (await tx.subjectKey.count({ where: { id: { in: keys } } })) === new Set(keys).size;
    if (!known) throw notFound("This export, or a key in it,");
    await tx.$executeRaw`
      insert into disclosed_key (key_id, export_id, organization_id)
      select k, ${exportId}::uuid, ${actor.organizationId}::uuid from unnest(${keys}::uuid[]) k on conflict do nothing`;
    const event = { resource: { type: "audit_export", id: exportId }, after: { keys: keys.length } };
    return { output: { keys: keys.length }, event };
  },
});
