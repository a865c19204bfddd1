import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { tamper } from "../testing/log-inspection";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let folder: string;
let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), "plinto-installation-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "evidence");
  process.env.DATA_EXPORT_PATH = path.join(folder, "exports");
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function sign() {
  const { connectSequencer, sequenceOnce } = await import("../log/sequencer");
  const { objectStore } = await import("@/lib/platform/storage/object-store");
  const pool = connectSequencer(database.url);
  await sequenceOnce(pool, objectStore(), () => new Date(), true).finally(() => pool.end());
}

async function unknownPeople(times: number, ip = "203.0.113.7") {
  const { signIn } = await import("@/lib/platform/auth/sign-in");
  for (let i = 0; i < times; i += 1) {
    const email = `nobody.${crypto.randomUUID().slice(0, 8)}@example.com`;
    await signIn(email, "x", { requestId: crypto.randomUUID(), ip }).catch(() => undefined);
  }
}

async function alerts(of: TestOrganization, rule: string) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(of.id, "read", (tx) => tx.alert.findMany({ where: { rule }, orderBy: { id: "asc" } }));
}

async function mails(of: TestOrganization) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(of.id, "read", (tx) => tx.mailMessage.findMany({ where: { kind: "alert.installation" } }));
}

describe("the installation's own log is watched like the others (A22)", () => {
  test("a burst of unknown people alerts each organisation once, and mails its administrators; no address leaves the log", async () => {
    const { tellOfUnknownPeople } = await import("./unknown-people");
    await unknownPeople(4);
    expect(await tellOfUnknownPeople("r1")).toBe(0);
    await unknownPeople(4, "203.0.113.8");
    expect(await tellOfUnknownPeople("r2")).toBe(0);
    await unknownPeople(1);
    expect(await tellOfUnknownPeople("r3")).toBe(2);
    expect(await tellOfUnknownPeople("r4")).toBe(0);
    for (const each of [ours, theirs]) {
      const [alert, ...more] = await alerts(each, "unknown-sign-ins");
      expect(more).toEqual([]);
      expect(alert).toMatchObject({ occurrences: 1, title: expect.stringContaining("unknown people") });
      expect(JSON.stringify(alert)).not.toMatch(/203\.0\.113|nobody\./);
      const told = await mails(each);
      expect(told).toHaveLength(1);
      expect(told[0]?.body).not.toMatch(/203\.0\.113|nobody\./);
    }
    await unknownPeople(1);
    expect(await tellOfUnknownPeople("r5")).toBe(0);
    const [alert] = await alerts(ours, "unknown-sign-ins");
    expect(alert).toMatchObject({ occurrences: 2 });
    expect(await mails(ours)).toHaveLength(1);
    const { resolveAlert } = await import("../alerts/handle-alert");
    await resolveAlert(ours.person.compliance_officer, { id: alert?.id ?? "", reason: "A scanner." });
    await unknownPeople(1);
    expect(await tellOfUnknownPeople("r5b")).toBe(0);
    expect(await alerts(ours, "unknown-sign-ins")).toHaveLength(1);
  });

  test("a rule an organisation switched off tells it nothing, and people cannot tell by hand", async () => {
    const { changeDetectionRule } = await import("../detection/change-rule");
    const { tellOfUnknownPeople } = await import("./unknown-people");
    const { alertOfInstallation } = await import("./alert");
    const off = { rule: "failed-sign-ins", level: "warning", enabled: false } as const;
    await changeDetectionRule(theirs.person.compliance_officer, off);
    await unknownPeople(6, "203.0.113.9");
    expect(await tellOfUnknownPeople("r6")).toBe(1);
    expect(await alerts(theirs, "unknown-sign-ins")).toHaveLength(1);
    const byHand = alertOfInstallation(ours.person.admin, { kind: "log", index: null, message: "Made up" });
    await expect(byHand).rejects.toMatchObject({ code: "forbidden" });
  });

  test("it is checked whole and by its newest events, with its columns, and the finding stands in it", async () => {
    const { checkInstallation, installationHealth } = await import("./check");
    expect(await installationHealth(new Date())).toEqual({ kind: "never" });
    await sign();
    expect(await checkInstallation("whole")).toBe("verified");
    expect(await installationHealth(new Date())).toMatchObject({ kind: "verified" });
    await unknownPeople(4, "203.0.113.10");
    await sign();
    expect(await checkInstallation("tail")).toBe("verified");
    await sign();
    expect(await checkInstallation("tail")).toBe("unchanged");
    expect(await alerts(ours, "installation-log")).toEqual([]);
  });

  test("the operator streams it in the order of the log, and that is on record", async () => {
    const { streamInstallationLog } = await import("./stream-log");
    const seen: { index: number; action: string }[] = [];
    for await (const { index, action } of streamInstallationLog(-1n)) seen.push({ index, action });
    expect(seen.map(({ index }) => index)).toEqual(seen.map((_, i) => i));
    expect(seen.map(({ action }) => action)).toContain("session.start");
    await sign();
    const next: string[] = [];
    for await (const { action } of streamInstallationLog(BigInt(seen.length - 1))) next.push(action);
    expect(next).toEqual(["installation.stream"]);
  });

  test("a changed column or event of it is found, and every organisation and its administrators are told once", async () => {
    const { checkInstallation, installationHealth } = await import("./check");
    const where = "organization_id is null and action = 'organization.create'";
    await sign();
    await tamper(database.url, `update audit_event set resource_type = 'elsewhere' where ${where}`);
    expect(await checkInstallation("whole")).toBe("failed");
    expect(await installationHealth(new Date())).toMatchObject({
      kind: "failed",
      check: { message: "The column resource_type says another thing than the signed event." },
    });
    expect(await checkInstallation("whole")).toBe("failed");
    for (const each of [ours, theirs]) {
      expect(await alerts(each, "installation-log")).toMatchObject([{ occurrences: 2 }]);
    }
    expect(await mails(theirs)).toHaveLength(2);
    await tamper(database.url, `update audit_event set resource_type = 'organization' where ${where}`);
    expect(await checkInstallation("whole")).toBe("verified");
  });
});
