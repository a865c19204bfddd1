import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import { asOwner } from "../testing/log-inspection";
import { createErasureStage } from "./testing/erasure-fixture";

let stage: Awaited<ReturnType<typeof createErasureStage>>;
let officer: UserActor;

beforeAll(async () => {
  stage = await createErasureStage();
  officer = stage.organization.person.compliance_officer;
});
afterAll(() => stage.drop());

/** As another process would: what this one keeps in memory knows nothing of it. */
function destroyElsewhere(ids: readonly string[], beforeCommit?: () => Promise<void>) {
  return asOwner(stage.url, async (db) => {
    await db.query("begin");
    await db.query("select set_config('role', 'portal_app', true), set_config('app.organization_id', $1, true)", [
      stage.organization.id,
    ]);
    const { rows } = await db.query("select cleared::int from portal_destroy_keys($1::uuid[], now())", [ids]);
    await beforeCommit?.();
    await db.query("commit");
    return rows[0].cleared as number;
  });
}

describe("recording while keys are destroyed (A17)", () => {
  test("a key destroyed by another process is never used again, though this one still has it open", async () => {
    const person = await stage.organization.join("Cached Person", ["customer"]);
    for (const _ of [1, 2, 3]) await stage.leave(officer, person);
    const [before] = await stage.keysOf(person);
    expect(before?.alive).toBe(true);
    expect(await destroyElsewhere([before?.id as string])).toBe(3);

    const event = await stage.leave(officer, person);
    const [destroyed, fresh, ...more] = await stage.keysOf(person);
    expect(more).toEqual([]);
    expect(destroyed).toMatchObject({ id: before?.id, alive: false });
    expect(fresh?.alive).toBe(true);
    const leaf = await stage.revealed(event);
    expect(leaf).toMatchObject({ destroyed: 0, unreadable: 0 });
    expect(JSON.stringify(leaf?.leaf)).toContain("secret@example.com");
  });

  test("a transaction that recorded first is waited for, and its columns are emptied as well", async () => {
    const person = await stage.organization.join("Half Way", ["customer"]);
    for (const _ of [1, 2]) await stage.leave(officer, person);
    const ids = (await stage.keysOf(person)).map(({ id }) => id);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const { record } = await import("@/lib/platform/operation/record");
    const { aboutPerson } = await import("@/lib/platform/operation/protected");
    let destroying: Promise<number> | undefined;
    const event = await inTenant(stage.organization.id, "write", async (tx) => {
      const id = await record(
        tx,
        { kind: "system", name: "test", organizationId: stage.organization.id, requestId: crypto.randomUUID() },
        {
          ...{ type: "system_change", action: "example.write", crud: "update", outcome: "success" },
          ...{ riskLevel: "low", retentionClass: "seven_years", controlIds: [] },
          resource: { type: "example", id: "1", label: aboutPerson(person.personId, "Half Way") },
        },
        [],
        new Date(),
      );
      destroying = destroyElsewhere(ids);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return id;
    });
    expect(await destroying).toBe(3);
    expect((await stage.columnsOf(event))?.resource_label).toBeNull();
    expect((await stage.revealed(event))?.destroyed).toBe(1);
  });

  test("one that comes while keys are being destroyed waits, and then takes another key", async () => {
    const person = await stage.organization.join("Comes Later", ["customer"]);
    for (const _ of [1, 2]) await stage.leave(officer, person);
    const ids = (await stage.keysOf(person)).map(({ id }) => id);
    let later: Promise<string> | undefined;
    let settled = false;
    await destroyElsewhere(ids, async () => {
      later = stage.leave(officer, person).finally(() => {
        settled = true;
      });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(settled).toBe(false);
    });
    const leaf = await stage.revealed((await later) as string);
    expect(leaf).toMatchObject({ destroyed: 0, unreadable: 0 });
    expect((await stage.keysOf(person)).filter(({ alive }) => alive)).toHaveLength(1);
  });

  test("many writers and an eraser: every readable column has a living key, every other is empty", async () => {
    const person = await stage.organization.join("Busy Person", ["customer"]);
    const writers = Array.from({ length: 8 }, async () => {
      const events: string[] = [];
      for (let i = 0; i < 15; i++) events.push(await stage.leave(officer, person));
      return events;
    });
    const eraser = (async () => {
      for (let i = 0; i < 6; i++) {
        const alive = (await stage.keysOf(person)).filter((key) => key.alive);
        await destroyElsewhere(alive.map(({ id }) => id));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    const events = (await Promise.all(writers)).flat();
    await eraser;
    for (const event of events) {
      const leaf = await stage.revealed(event);
      const label = (await stage.columnsOf(event))?.resource_label;
      expect(leaf?.unreadable).toBe(0);
      expect(label).toBe(leaf?.destroyed === 0 ? "Busy Person" : null);
    }
  });

  test("a key made in a transaction that was rolled back is forgotten", async () => {
    const person = await stage.organization.join("Rolled Back", ["customer"]);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const { subjectKeys } = await import("@/lib/platform/operation/subject-keys");
    const want = {
      organizationId: stage.organization.id,
      subject: `person:${person.personId}`,
      retentionClass: "seven_years" as const,
      month: new Date().toISOString().slice(0, 7),
    };
    await inTenant(stage.organization.id, "write", async (tx) => {
      await subjectKeys(tx, [want]);
      await subjectKeys(tx, [want]);
      throw new Error("rolled back");
    }).catch(() => undefined);
    const event = await stage.leave(officer, person);
    expect(await stage.revealed(event)).toMatchObject({ unreadable: 0, destroyed: 0 });
  });
});

describe("the only way a key ends", () => {
  test("the application can neither empty columns nor keys by itself; nothing brings a key back (A8)", async () => {
    const person = await stage.organization.join("Guarded Person", ["customer"]);
    for (const _ of [1, 2]) await stage.leave(officer, person);
    const [key] = await stage.keysOf(person);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const attempts = [
      "update audit_event set actor_name = null",
      "update subject_key set wrapped_key = null",
      "delete from subject_key",
    ];
    for (const statement of attempts) {
      const attempt = asOwner(stage.url, async (db) => {
        await db.query("begin");
        await db.query("select set_config('role', 'portal_app', true), set_config('app.organization_id', $1, true)", [
          stage.organization.id,
        ]);
        await db.query(statement);
      });
      await expect(attempt).rejects.toThrow(/permission denied/);
    }
    await inTenant(stage.organization.id, "write", (tx) => {
      return tx.$queryRaw`select * from portal_destroy_keys(${[key?.id]}::uuid[], now())`;
    });
    const revive = asOwner(stage.url, (db) =>
      db.query("update subject_key set wrapped_key = '\\x00', destroyed_at = null where id = $1", [key?.id]),
    );
    await expect(revive).rejects.toThrow(/only ever destroyed/);
  });

  test("another organisation's keys are out of reach, and without an organisation none is destroyed", async () => {
    const person = await stage.organization.join("Far Away", ["customer"]);
    for (const _ of [1, 2]) await stage.leave(officer, person);
    const ids = (await stage.keysOf(person)).map(({ id }) => id);
    const { createTestOrganization } = await import("@/scripts/testing/organization");
    const other = await createTestOrganization("Other");
    const { inTenant, inTransaction } = await import("@/lib/platform/db/tenant");
    const destroyed = await inTenant(other.id, "write", (tx) => {
      return tx.$queryRaw<
        { destroyed: string[] }[]
      >`select destroyed::text[] from portal_destroy_keys(${ids}::uuid[], now())`;
    });
    expect(destroyed[0]?.destroyed).toEqual([]);
    const nobody = inTransaction({ role: "portal_app", organizationId: "", mode: "write" }, (tx) => {
      return tx.$queryRaw`select * from portal_destroy_keys(${ids}::uuid[], now())`;
    });
    await expect(nobody).rejects.toThrow(/no organisation/);
    expect((await stage.keysOf(person)).every(({ alive }) => alive)).toBe(true);
  });
});
