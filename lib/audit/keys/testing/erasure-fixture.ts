import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import type { RetentionClassName } from "@/lib/platform/operation/event-types";
import { createTestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { asOwner, logOf } from "../../testing/log-inspection";

/** An organisation whose log can be sequenced and checked, with a store of its own, for tests of erasure. */
export async function createErasureStage() {
  const database = await createTestDatabase();
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-keys-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "store");
  process.env.DATA_EXPORT_PATH = path.join(folder, "exports");
  const { connectSequencer, sequenceOnce } = await import("../../log/sequencer");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const { record } = await import("@/lib/platform/operation/record");
  const { aboutPerson } = await import("@/lib/platform/operation/protected");
  const pool = connectSequencer(database.url);
  const organization = await createTestOrganization("Keys");

  return {
    url: database.url,
    folder,
    organization,
    log: await logOf(database.url, organization.id),
    sequence: () => sequenceOnce(pool, objectStore(), () => new Date(), true),

    /** One event by somebody whose label and change are about somebody else. */
    leave(by: UserActor, about: UserActor, retentionClass: RetentionClassName = "seven_years", at = new Date()) {
      return inTenant(organization.id, "write", (tx) =>
        record(
          tx,
          { ...by, requestId: crypto.randomUUID() },
          {
            ...{ type: "system_change", action: "example.write", crud: "update", outcome: "success" },
            ...{ riskLevel: "low", retentionClass, controlIds: [] },
            resource: { type: "example", id: about.personId, label: aboutPerson(about.personId, about.name) },
            after: { contact: aboutPerson(about.personId, `${about.name} <secret@example.com>`) },
          },
          [],
          at,
        ),
      );
    },

    keysOf: (person: UserActor) =>
      asOwner(database.url, async (db) => {
        const { rows } = await db.query<{ id: string; class: string; alive: boolean }>(
          "select id, retention_class::text as class, wrapped_key is not null as alive from subject_key where subject = $1 order by id",
          [`person:${person.personId}`],
        );
        return rows;
      }),

    columnsOf: (eventId: string) =>
      asOwner(database.url, async (db) => {
        const { rows } = await db.query<{
          actor_name: string | null;
          resource_label: string | null;
          ip: string | null;
        }>("select actor_name, resource_label, ip from audit_event where id = $1", [eventId]);
        return rows[0];
      }),

    /** What the explorer shows of an event to somebody who may read everything. */
    async revealed(eventId: string) {
      const { revealLeaf } = await import("../../explorer/reveal-leaf");
      return inTenant(organization.id, "read", async (tx) => {
        const { leaf } = await tx.auditEvent.findUniqueOrThrow({ where: { id: eventId } });
        return revealLeaf(tx, leaf);
      });
    },

    async check() {
      const { checkLog } = await import("../../check/check-log");
      return checkLog(organization.id);
    },

    async drop() {
      await (await import("@/lib/platform/db/client")).disconnect();
      await pool.end();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
