import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  const { disconnect } = await import("../db/client");
  await disconnect();
  await database.drop();
});

async function eventsOf(organization: TestOrganization, action: string) {
  const { inTenant } = await import("../db/tenant");
  return inTenant(organization.id, "read", (tx) =>
    tx.auditEvent.findMany({ where: { action }, orderBy: { id: "asc" } }),
  );
}

async function example(run?: (attempt: number) => void) {
  const { command } = await import("./command");
  let attempts = 0;
  const name = `example.${Math.random().toString(36).slice(2)}`;
  const operation = command({
    name,
    summary: "Keep a mail",
    permission: "outbox:read",
    type: "system_change",
    input: z.object({ subject: z.string().min(1) }),
    async run({ tx, actor, now }, input) {
      attempts += 1;
      const id = crypto.randomUUID();
      await tx.mailMessage.create({
        data: {
          id,
          organizationId: actor.organizationId,
          kind: "example",
          recipient: "a@example.com",
          subject: input.subject,
          body: "",
          createdAt: now,
        },
      });
      run?.(attempts);
      return { output: { id }, event: { resource: { type: "mail", id }, after: { subject: input.subject } } };
    },
  });
  return { name, operation, attempts: () => attempts };
}

describe("a command", () => {
  test("writes its change, its event and its place in the queue together (A5)", async () => {
    const { name, operation } = await example();
    const { id } = await operation(ours.person.admin, { subject: "hello" });
    const [event] = await eventsOf(ours, name);
    expect(event).toMatchObject({
      outcome: "success",
      resourceId: id,
      actorName: "Test admin",
      actorId: ours.person.admin.personId,
    });
    const leaf = JSON.parse(new TextDecoder().decode(event?.leaf));
    expect(leaf).toMatchObject({ action: name, outcome: "success", resource: { id }, organization: ours.id });
    // A17: name, address and browser stand encrypted under the person's key.
    expect(leaf.actor.name).toEqual({ k: expect.any(String), n: expect.any(String), c: expect.any(String) });
    expect(new TextDecoder().decode(event?.leaf)).not.toMatch(/Test admin|192\.0\.2\.1/);
  });

  test("without the permission is refused before its input is read, and leaves a denied event (A6)", async () => {
    const { name, operation, attempts } = await example();
    await expect(operation(ours.person.employee, { subject: "" })).rejects.toMatchObject({ code: "forbidden" });
    expect(attempts()).toBe(0);
    expect((await eventsOf(ours, name)).map((event) => event.outcome)).toEqual(["denied"]);
  });

  test("with bad input changes and records nothing", async () => {
    const { name, operation } = await example();
    await expect(operation(ours.person.admin, { subject: "" })).rejects.toMatchObject({
      code: "invalid",
      details: { fieldErrors: { subject: [expect.any(String)] } },
    });
    expect(await eventsOf(ours, name)).toEqual([]);
  });

  test("that fails after its change leaves only an event of the failure", async () => {
    const { name, operation } = await example(() => {
      throw new Error("a bug");
    });
    await expect(operation(ours.person.admin, { subject: "lost" })).rejects.toThrow("a bug");
    expect((await eventsOf(ours, name)).map((event) => event.outcome)).toEqual(["failure"]);
    const { inTenant } = await import("../db/tenant");
    expect(await inTenant(ours.id, "read", (tx) => tx.mailMessage.count({ where: { subject: "lost" } }))).toBe(0);
  });

  test("is tried again after a serialisation failure, at most three times", async () => {
    const { operation, attempts } = await example((attempt) => {
      if (attempt < 3) throw Object.assign(new Error("serialisation"), { code: "40001" });
    });
    await operation(ours.person.admin, { subject: "third time" });
    expect(attempts()).toBe(3);
  });

  test("with an Idempotency-Key answers the second time from the store, and refuses another body", async () => {
    const { operation, attempts } = await example();
    const first = await operation.execute(ours.person.admin, { subject: "once" }, { idempotencyKey: "k1" });
    const second = await operation.execute(ours.person.admin, { subject: "once" }, { idempotencyKey: "k1" });
    expect(second).toEqual({ output: first.output, replayed: true });
    expect(attempts()).toBe(1);
    await expect(
      operation.execute(ours.person.admin, { subject: "twice" }, { idempotencyKey: "k1" }),
    ).rejects.toMatchObject({ code: "invalid" });
    const both = await Promise.allSettled(
      [1, 2].map(() => operation.execute(ours.person.admin, { subject: "race" }, { idempotencyKey: "k2" })),
    );
    const codes = both.map((each) => (each.status === "rejected" ? each.reason.code : each.value.replayed));
    expect(codes).toContain(false);
    expect(attempts()).toBe(2);
  });
});

describe("row level security", () => {
  test("shows nothing of another organisation, and nothing at all without one", async () => {
    const { operation } = await example();
    await operation(theirs.person.admin, { subject: "theirs" });
    const { inTenant, inTransaction } = await import("../db/tenant");
    expect(
      await inTenant(ours.id, "read", (tx) => tx.mailMessage.count({ where: { organizationId: theirs.id } })),
    ).toBe(0);
    const without = await inTransaction({ role: "portal_app", organizationId: "", mode: "read" }, async (tx) => {
      return [
        await tx.mailMessage.count(),
        await tx.auditEvent.count(),
        await tx.membership.count(),
        await tx.person.count(),
        await tx.organization.count(),
      ];
    });
    expect(without).toEqual([0, 0, 0, 0, 0]);
  });

  test("refuses a row of another organisation written as portal_app by plain SQL", async () => {
    const { inTenant } = await import("../db/tenant");
    const insert = inTenant(
      ours.id,
      "write",
      (tx) =>
        tx.$executeRaw`insert into mail_message (id, organization_id, kind, recipient, subject, body, created_at)
        values (gen_random_uuid(), ${theirs.id}::uuid, 'x', 'x', 'x', 'x', now())`,
    );
    await expect(insert).rejects.toThrow(/row-level security/);
  });

  test("the trail cannot be changed by the application nor, by trigger, by the owner (A8)", async () => {
    const { inTenant } = await import("../db/tenant");
    const { client } = await import("../db/client");
    await expect(inTenant(ours.id, "write", (tx) => tx.$executeRaw`delete from audit_event`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      inTenant(ours.id, "write", (tx) => tx.$executeRaw`update audit_event set action = 'x'`),
    ).rejects.toThrow(/permission denied/);
    await expect(client().$executeRaw`update audit_event set action = 'x'`).rejects.toThrow(/append-only/);
    await expect(client().$executeRaw`truncate audit_event cascade`).rejects.toThrow(/never changed/);
  });

  test("the passwords cannot be read by the application role", async () => {
    const { inTenant } = await import("../db/tenant");
    await expect(inTenant(ours.id, "read", (tx) => tx.credential.findMany())).rejects.toThrow(/permission denied/);
  });
});
