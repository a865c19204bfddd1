import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import type { Tx } from "@/lib/platform/db/client";
import type { TestOrganization } from "@/scripts/testing/organization";

/** A store of its own and the few acts that tests of evidence begin with. */
export async function evidenceVault(organization: () => TestOrganization) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "plinto-evidence-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");

  async function upload(actor: UserActor, content: string, name = "review.csv") {
    const { receiveFile } = await import("@/lib/platform/storage/receive-file");
    const { storeFile } = await import("../evidence/store-file");
    async function* source() {
      yield Buffer.from(content);
    }
    return storeFile(actor, await receiveFile(source(), name));
  }

  async function collect(change: Record<string, unknown> = {}, actor = organization().person.compliance_officer) {
    const { collectEvidence } = await import("../evidence/collect");
    const file = await upload(actor, `content ${crypto.randomUUID()}`);
    return collectEvidence(actor, {
      objectId: file.objectId,
      title: "Quarterly access review",
      type: "access_review",
      controlIds: "CC6.1",
      effectiveFrom: "2026-07-01",
      effectiveTo: "2026-09-30",
      ...change,
    } as never);
  }

  async function eventsOf(resourceId: string): Promise<string[]> {
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const events = await inTenant(organization().id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { resourceId }, orderBy: { id: "asc" } }),
    );
    return events.map(({ action, outcome }) => (outcome === "success" ? action : `${action} ${outcome}`));
  }

  /** Where the newest version's bytes are on the disk. */
  async function storedPath(evidenceId: string): Promise<string> {
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const { storageKey } = await inTenant(organization().id, "read", async (tx) => {
      const version = await tx.evidenceVersion.findFirstOrThrow({ where: { evidenceId }, orderBy: { number: "desc" } });
      return tx.storedObject.findUniqueOrThrow({ where: { id: version.objectId } });
    });
    return path.join(folder, "evidence", storageKey);
  }

  /** Changes rows as the owner of the database can, past every trigger. */
  async function tamper(change: (database: { $executeRaw: Tx["$executeRaw"] }) => Promise<unknown>): Promise<void> {
    const { client } = await import("@/lib/platform/db/client");
    await client().$transaction(async (tx) => {
      await tx.$executeRaw`set local session_replication_role = replica`;
      await change(tx);
    });
  }

  return {
    folder,
    tamper,
    upload,
    collect,
    eventsOf,
    storedPath,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
