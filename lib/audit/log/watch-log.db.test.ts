import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestOrganization } from "@/scripts/testing/organization";
import { createBackedUpLog, createSequencedDatabase, type SequencedDatabase } from "../testing/broken-log";
import { logOf, tamper } from "../testing/log-inspection";

let at: SequencedDatabase;
beforeAll(async () => {
  at = await createSequencedDatabase();
});
afterAll(() => at.drop());

let backups = 0;

/** What the job does for one organisation. */
async function watch(organization: TestOrganization) {
  const { untoldOfLog, watchLog } = await import("./watch-log");
  const actor = organization.system("watch-logs");
  const { count } = await untoldOfLog(actor, {});
  if (count > 0) await watchLog(actor, {});
  return count;
}

async function alertsOf(organization: TestOrganization) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(organization.id, "read", (tx) => tx.alert.findMany({ select: { rule: true, title: true } }));
}

async function restored(copy: "good" | "gone") {
  const backup = `old${backups++}`;
  const made = await createBackedUpLog(at, backup);
  await at.restore(backup);
  if (copy === "gone") await rm(at.copyFile(made.log.origin, "tile"), { recursive: true });
  return made;
}

describe("what happened to a log is told once (A9)", () => {
  it("when it was halted", async () => {
    const { organization } = await restored("gone");
    expect(await watch(organization)).toBe(0);
    await at.pass();
    expect(await watch(organization)).toBe(1);
    expect(await watch(organization)).toBe(0);
    expect(await alertsOf(organization)).toMatchObject([{ rule: "log-halted" }]);
  });

  it("when it was healed, with the keys that are gone: the columns then count as right", async () => {
    const { organization, log } = await restored("good");
    // As if the first events had no protected fields, and all keys were younger than the backup.
    await tamper(
      at.url,
      `delete from subject_key where organization_id = '${organization.id}'`,
      `update audit_event set actor_name = null, resource_label = null, ip = null where organization_id = '${organization.id}' and actor_kind = 'user'`,
    );
    await at.pass();
    const { checkLog } = await import("../check/check-log");
    expect(await checkLog(organization.id)).toMatchObject({ state: "failed", message: /no later event tells/ });
    expect(await watch(organization)).toBe(1);
    expect(await watch(organization)).toBe(0);
    expect(await alertsOf(organization)).toMatchObject([{ rule: "log-healed", title: /300 events behind/ }]);
    await at.pass();
    expect(await checkLog(organization.id)).toMatchObject({ state: "verified", message: null });
    expect((await logOf(at.url, organization.id)).id).toBe(log.id);
  });

  it("when a witness refuses, and at once; when it is away, only after a while", async () => {
    const { organization, log } = await restored("good");
    await at.pass();
    await watch(organization);
    const { cosignerSigner } = await import("@/lib/platform/crypto/note-key");
    const { vkey } = cosignerSigner("w.example", new Uint8Array(32).fill(1), () => 0n);
    const trouble = (text: string, ago: string) =>
      tamper(
        at.url,
        `delete from audit_witness where log_id = '${log.id}'`,
        `insert into audit_witness (log_id, vkey, organization_id, url, same_machine, asked_at, trouble, troubled_at)
         values ('${log.id}', '${vkey}', '${organization.id}', 'https://w.example', false, now(), '${text}', now() - interval '${ago}')`,
      );
    await trouble("It cannot be reached. refused", "1 minute");
    expect(await watch(organization)).toBe(0);
    await trouble("It cannot be reached. refused", "11 minutes");
    expect(await watch(organization)).toBe(1);
    await trouble("It answered 422: no", "0 minutes");
    expect(await watch(organization)).toBe(1);
    expect(await watch(organization)).toBe(0);
    const alerts = await alertsOf(organization);
    expect(alerts.filter(({ rule }) => rule === "log-witness").length).toBe(1);
  });

  it("and a change of key to the installation's own log as well (A22)", async () => {
    const { organization, log } = await createBackedUpLog(at, `old${backups++}`);
    const { orderLogKey } = await import("./order-key");
    const { noteKeysInInstallation } = await import("./note-keys");
    const { vkey } = await orderLogKey(organization.person.admin, {});
    expect(await noteKeysInInstallation(new Date())).toBe(0);
    await at.pass();
    expect(await noteKeysInInstallation(new Date())).toBe(1);
    expect(await noteKeysInInstallation(new Date())).toBe(0);
    const { client } = await import("@/lib/platform/db/client");
    const [event] = await client().auditEvent.findMany({ where: { action: "log.key-changed", resourceId: log.id } });
    expect(event?.organizationId).toBeNull();
    expect(JSON.parse(Buffer.from(event?.leaf ?? []).toString()).change.after).toMatchObject({ vkey });
  });
});

describe("the hourly check of the newest events (A15)", () => {
  it("covers what came since the last check, and what it finds is a failure whatever the whole check said before", async () => {
    const { organization, log } = await createBackedUpLog(at, `old${backups++}`);
    const { checkLog, checkTail } = await import("../check/check-log");
    const { recordLogCheck, recordTailCheck } = await import("../check/record-check");
    const { readLogStatus, tailDue } = await import("../check/queries");
    const job = organization.system("verify-log-tails");
    expect(await tailDue(job, {})).toEqual({ first: "0" });
    await recordLogCheck(job, await checkLog(organization.id));
    expect(await tailDue(job, {})).toEqual({ first: null });
    await tamper(
      at.url,
      `update audit_event set outcome = 'denied' where id in (select event_id from audit_leaf where log_id = '${log.id}' and index in (100, 300))`,
    );
    const found = await checkTail(organization.id, 290n);
    expect(found).toMatchObject({ state: "failed", index: "300" });
    await recordTailCheck(job, found);
    const status = await readLogStatus(organization.person.auditor, {});
    expect(status.health).toMatchObject({ kind: "failed", check: { index: "300" } });
    expect(await alertsOf(organization)).toMatchObject([{ rule: "log-integrity" }]);
  });
});
