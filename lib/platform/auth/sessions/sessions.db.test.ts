import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import type { UserActor } from "../actor-types";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  await (await import("../../db/client")).disconnect();
  await database.drop();
});

type Kind = "alive" | "idle" | "expired" | "old-version";
const minutes = (count: number) => count * 60_000;

/** A session as signing in makes it, brought into the state that is asked for. */
async function session(person: UserActor, kind: Kind = "alive", id: string = randomUUID()): Promise<string> {
  const { createSession } = await import("../../db/door");
  const now = Date.now();
  const createdAt = new Date(now - (kind === "idle" ? minutes(61) : kind === "expired" ? minutes(480) : minutes(5)));
  await createSession({
    id,
    personId: person.personId,
    sessionVersion: kind === "old-version" ? 7 : 0,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + minutes(480)),
    ip: "192.0.2.1",
    userAgent: "Mozilla/5.0 (Windows NT 10.0; rv:133.0) Gecko/20100101 Firefox/133.0",
  });
  return id;
}

/** A person who is signed in here, as `actor`. */
async function person(name: string, organization = ours): Promise<UserActor> {
  const actor = await organization.join(name, ["employee"]);
  await session(actor, "alive", actor.sessionId);
  return actor;
}

async function isAlive(id: string): Promise<boolean> {
  const { sessionContext } = await import("../../db/door");
  return (await sessionContext(id, new Date())) !== null;
}
const reasonOf = async (id: string) => (await (await import("../../db/door")).endOfSession(id))?.endReason ?? null;
const acts = () => import("./end-own-sessions");
const list = async (actor: UserActor) => (await import("./own-sessions")).ownSessions(actor, {});

async function eventsOf(actor: UserActor, organization = ours) {
  const { inTenant } = await import("../../db/tenant");
  return inTenant(organization.id, "read", (tx) =>
    tx.auditEvent.findMany({
      where: { actorId: actor.personId },
      orderBy: { id: "asc" },
      select: { action: true, outcome: true, resourceType: true, resourceId: true },
    }),
  );
}

describe("the list of devices", () => {
  test("shows what is alive and one's own, this device first, in plain words", async () => {
    const me = await person("Lena List");
    const other = await session(me);
    for (const kind of ["idle", "expired", "old-version"] as const) await session(me, kind);
    await person("Bystander");
    const { sessions, others } = await list(me);
    expect(others).toBe(1);
    expect(sessions.map(({ id, isThisDevice }) => [id, isThisDevice])).toEqual([
      [me.sessionId, true],
      [other, false],
    ]);
    expect(sessions[0]).toMatchObject({ device: "Firefox on Windows", address: "192.0.2.1" });
  });

  test("is bounded and says how many there are", async () => {
    const me = await person("Many Devices");
    await Promise.all(Array.from({ length: 30 }, () => session(me)));
    const { sessions, others } = await list(me);
    expect([sessions.length, others]).toEqual([26, 30]);
    expect(sessions[0]?.isThisDevice).toBe(true);
  });

  test("keeps what a browser says of itself clean and short", async () => {
    const { originOf } = await import("../../http/origin");
    const { userAgent } = originOf(new Headers({ "user-agent": `Browser/1\u0001\u007f${"x".repeat(5_000)}` }));
    expect(userAgent).toBe(`Browser/1${"x".repeat(291)}`);
    expect(originOf(new Headers({ "user-agent": "\u0001 " })).userAgent).toBeUndefined();
  });

  test("is a person's only: a key has no devices", async () => {
    const { ownSessions } = await import("./own-sessions");
    const { kind: _, ...me } = await person("Key Owner");
    const key = { ...me, kind: "api_key" as const, keyId: randomUUID(), createdById: me.personId };
    await expect(ownSessions({ ...key, permissions: ["session:manage:own"] }, {})).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("signing out another device", () => {
  test("ends that one with its event in the same act, and nothing else", async () => {
    const me = await person("Rita Revoke");
    const [lost, kept] = [await session(me), await session(me)];
    const { endOtherSession } = await acts();
    expect(await endOtherSession(me, { id: lost })).toEqual({ devices: 1 });
    expect([await isAlive(lost), await isAlive(kept), await isAlive(me.sessionId)]).toEqual([false, true, true]);
    expect(await reasonOf(lost)).toBe("other_device");
    const event = { action: "session.end-other", outcome: "success", resourceType: "session", resourceId: lost };
    expect(await eventsOf(me)).toEqual([event]);
  });

  test("twice, at once, or when it ran out by itself: only one act counts it, and it stays ended as it was", async () => {
    const me = await person("Toni Twice");
    const lost = await session(me);
    const { endOtherSession, endAllSessions } = await acts();
    const both = await Promise.all([endOtherSession(me, { id: lost }), endOtherSession(me, { id: lost })]);
    expect(both.map(({ devices }) => devices).sort()).toEqual([0, 1]);
    expect(await endOtherSession(me, { id: lost })).toEqual({ devices: 0 });
    for (const kind of ["idle", "expired", "old-version"] as const) {
      const id = await session(me, kind);
      expect(await endOtherSession(me, { id }), kind).toEqual({ devices: 0 });
      expect(await reasonOf(id), kind).toBe("other_device");
    }
    await endAllSessions(me, {});
    expect(await reasonOf(lost)).toBe("other_device");
  });

  test("is not for this device", async () => {
    const me = await person("Sam Self");
    const { endOtherSession } = await acts();
    await expect(endOtherSession(me, { id: me.sessionId })).rejects.toMatchObject({ code: "conflict" });
    expect(await isAlive(me.sessionId)).toBe(true);
  });

  test("of somebody else is not found, like one that does not exist; what was there is recorded as denied (A6)", async () => {
    const me = await person("Mallory Miller");
    const [colleague, stranger] = [await person("Colleague"), await person("Stranger", theirs)];
    const { endOtherSession } = await acts();
    const refusal = (id: string) =>
      endOtherSession(me, { id }).then(
        () => null,
        ({ code, message }) => ({ code, message }),
      );
    const answers = [
      await refusal(colleague.sessionId),
      await refusal(stranger.sessionId),
      await refusal(randomUUID()),
    ];
    expect(answers[0]).toMatchObject({ code: "not_found" });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect([await isAlive(colleague.sessionId), await isAlive(stranger.sessionId)]).toEqual([true, true]);
    // What row level security hides leaves nothing, in neither log.
    const named = { resourceType: "session", resourceId: colleague.sessionId };
    expect(await eventsOf(me)).toEqual([{ action: "session.end-other", outcome: "denied", ...named }]);
    expect(await eventsOf(me, theirs)).toEqual([]);
  });

  test("works from each organisation of a person, and stands in the log of the one at hand", async () => {
    const me = await person("Two Places");
    const { client } = await import("../../db/client");
    await client().membership.create({
      data: {
        id: randomUUID(),
        organizationId: theirs.id,
        personId: me.personId,
        roles: ["employee"],
        createdAt: new Date(),
      },
    });
    const lost = await session(me);
    const there = { ...me, organizationId: theirs.id };
    expect((await list(there)).others).toBe(1);
    const { endOtherSession } = await acts();
    expect(await endOtherSession(there, { id: lost })).toEqual({ devices: 1 });
    expect(await eventsOf(me)).toEqual([]);
    expect(await eventsOf(me, theirs)).toHaveLength(1);
  });
});

describe("signing out many devices", () => {
  test("others: this one stays, those of other people too; the second of two at once counts nothing", async () => {
    const me = await person("Olga Others");
    const bystander = await person("Bystander");
    const gone = [await session(me), await session(me)];
    await session(me, "idle");
    const { endOtherSessions } = await acts();
    const both = await Promise.all([endOtherSessions(me, {}), endOtherSessions(me, {})]);
    expect(both.map(({ devices }) => devices).sort()).toEqual([0, 2]);
    expect(await Promise.all(gone.map(isAlive))).toEqual([false, false]);
    expect([await isAlive(me.sessionId), await isAlive(bystander.sessionId)]).toEqual([true, true]);
    expect(await eventsOf(me)).toMatchObject([
      { action: "session.end-others", outcome: "success", resourceType: "person", resourceId: me.personId },
      { action: "session.end-others", outcome: "success" },
    ]);
  });

  test("everywhere: this one too", async () => {
    const me = await person("Evy Everywhere");
    const other = await session(me);
    const { endAllSessions } = await acts();
    expect(await endAllSessions(me, {})).toEqual({ devices: 2 });
    expect([await isAlive(me.sessionId), await isAlive(other)]).toEqual([false, false]);
    expect([await reasonOf(me.sessionId), await reasonOf(other)]).toEqual(["everywhere", "everywhere"]);
  });

  test("with the change of roles, in its transaction: neither happens without the other", async () => {
    const { command } = await import("../../operation/command");
    const { changeRoles } = await import("../../people/change-roles");
    const { z } = await import("zod");
    const me = await person("Rolf Roles");
    const change = {
      personId: me.personId,
      from: ["employee"] as const,
      to: ["employee", "policy_author"] as const,
      proposedById: ours.person.compliance_officer.personId,
      approvedById: ours.person.admin.personId,
      reason: "New duties",
    };
    const act = (name: string, then: () => void) =>
      command({
        name,
        summary: "Change roles",
        permission: "review:execute",
        type: "privileged_access",
        input: z.object({}),
        async run(context) {
          await changeRoles(context, change);
          then();
          return { output: null, event: { resource: { type: "person", id: me.personId } } };
        },
      });
    const fails = act("example.fails", () => {
      throw new Error("cut off");
    });
    await expect(fails(ours.system(), {})).rejects.toThrow("cut off");
    expect(await isAlive(me.sessionId)).toBe(true);
    await act("example.works", () => {})(ours.system(), {});
    expect(await isAlive(me.sessionId)).toBe(false);
    expect(await reasonOf(me.sessionId)).toBe("roles_changed");
  });
});

describe("the database", () => {
  test("forgets sign-ins a year after their end and none before, whatever the sweep asks for", async () => {
    const { createSession, deleteOldSessions } = await import("../../db/door");
    const me = await person("Olga Old");
    const days = (count: number) => new Date(Date.now() - minutes(count * 24 * 60));
    const [old, young] = [randomUUID(), randomUUID()];
    for (const [id, age] of [
      [old, 370],
      [young, 360],
    ] as const) {
      const [createdAt, expiresAt] = [days(age + 1), days(age)];
      await createSession({ id, personId: me.personId, sessionVersion: 0, createdAt, expiresAt });
    }
    const { client } = await import("../../db/client");
    const left = async () =>
      (await client().session.findMany({ where: { id: { in: [old, young] } }, select: { id: true } })).map(
        ({ id }) => id,
      );
    expect(await deleteOldSessions(new Date())).toBe(1);
    expect(await left()).toEqual([young]);
    expect(await deleteOldSessions(new Date(Date.now() + minutes(60 * 24 * 700)))).toBe(0);
    expect(await left()).toEqual([young]);
  });

  test("lets nobody bring a session back to life or move it to another person", async () => {
    const { inTenant } = await import("../../db/tenant");
    const me = await person("Vera Version");
    const write = (data: object) =>
      inTenant(ours.id, "write", (tx) => tx.session.updateMany({ where: { id: me.sessionId }, data }));
    await expect(write({ revokedAt: null })).rejects.toThrow();
    await expect(write({ expiresAt: new Date(Date.now() + minutes(9_999)) })).rejects.toThrow();
    await expect(write({ personId: ours.person.admin.personId })).rejects.toThrow();
    expect(await write({ revokedAt: new Date() })).toEqual({ count: 1 });
    expect(await write({ revokedAt: new Date() })).toEqual({ count: 0 });
    const away = await person("Away", theirs);
    const none = inTenant(ours.id, "write", (tx) =>
      tx.session.updateMany({ where: { id: away.sessionId }, data: { revokedAt: new Date() } }),
    );
    expect(await none).toEqual({ count: 0 });
  });
});
