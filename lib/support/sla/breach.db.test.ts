import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { at, clockOf, createDesk, type Desk, iso, readTicket, words } from "../testing/desk";

let database: Awaited<ReturnType<typeof createTestDatabase>>;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
  await database.drop();
});

async function openAt(desk: Desk, instant: string, priority: "high" | "low" = "high"): Promise<string> {
  const { openTicket } = await import("../tickets/open-ticket");
  return (await at(instant, () => openTicket(desk.customer, { ...words, priority }))).ticketId;
}
async function sweep(desk: Desk, instant: string) {
  const { sweepSla } = await import("./sweep");
  return at(instant, () => sweepSla(desk.organization.system("sla-sweep"), {}));
}
async function mails(desk: Desk, kind: string) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  return inTenant(desk.organization.id, "read", (tx) => tx.mailMessage.findMany({ where: { kind } }));
}

describe("the sweep", () => {
  test("three hours late still writes the breach at due, with its own time as detection, once (S15)", async () => {
    const desk = await createDesk();
    const ticketId = await openAt(desk, "2026-06-08T07:00:00Z");
    expect(await sweep(desk, "2026-06-08T14:00:00Z")).toMatchObject({ breached: 1, warned: 0 });
    const clock = await clockOf(desk.organization, ticketId, "first_response");
    expect([iso(clock.breachedAt), iso(clock.detectedAt)]).toEqual([
      "2026-06-08T11:00:00.000Z",
      "2026-06-08T14:00:00.000Z",
    ]);
    expect(await sweep(desk, "2026-06-08T14:01:00Z")).toMatchObject({ breached: 0, warned: 0 });
    expect(await mails(desk, "ticket.breached")).toHaveLength(1);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const events = await inTenant(desk.organization.id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { action: "ticket.breach" } }),
    );
    expect(events.map((event) => event.resourceId)).toEqual([ticketId]);
  });

  test("exactly at due is not late; an answer in that second is met (S15)", async () => {
    const desk = await createDesk();
    const ticketId = await openAt(desk, "2026-06-08T07:00:00Z");
    expect(await sweep(desk, "2026-06-08T11:00:00Z")).toMatchObject({ breached: 0 });
    const { replyToTicket } = await import("../tickets/reply");
    await at("2026-06-08T11:00:00Z", () => replyToTicket(desk.support_agent, { ticketId, body: "Here" }));
    const clock = await clockOf(desk.organization, ticketId, "first_response");
    expect([iso(clock.endedAt), clock.breachedAt]).toEqual(["2026-06-08T11:00:00.000Z", null]);
  });

  test("due on Monday 09:05 warns on Friday 16:50, once, and again for a new due time (S17)", async () => {
    const desk = await createDesk();
    // High, standard: four hours. Friday 13:05 local is due on Monday 09:05 local.
    const ticketId = await openAt(desk, "2026-06-12T11:05:00Z");
    expect(iso((await clockOf(desk.organization, ticketId, "first_response")).dueAt)).toBe("2026-06-15T07:05:00.000Z");
    expect(await sweep(desk, "2026-06-12T14:49:59Z")).toMatchObject({ warned: 0 });
    expect(await sweep(desk, "2026-06-12T14:50:00Z")).toMatchObject({ warned: 1 });
    expect(await sweep(desk, "2026-06-12T14:51:00Z")).toMatchObject({ warned: 0 });
    expect((await mails(desk, "ticket.warned")).map((mail) => mail.subject)).toEqual([
      expect.stringContaining("is due soon"),
    ]);
    const { changePriority } = await import("../tickets/change-priority");
    await at("2026-06-12T14:55:00Z", () =>
      changePriority(desk.support_manager, { ticketId, version: 1, priority: "low", reason: "quiet" }),
    );
    expect((await clockOf(desk.organization, ticketId, "first_response")).warnedAt).toBeNull();
  });

  test("finds nothing due without writing, and reads only what is due", async () => {
    const desk = await createDesk();
    const { slaIsDue } = await import("./sweep");
    const ask = (instant: string) => at(instant, () => slaIsDue(desk.organization.system("sla-sweep"), {}));
    await openAt(desk, "2026-06-08T07:00:00Z");
    expect(await ask("2026-06-08T08:00:00Z")).toBe(false);
    expect(await ask("2026-06-08T10:45:00Z")).toBe(true);
  });

  test("is for jobs alone", async () => {
    const desk = await createDesk();
    const { sweepSla } = await import("./sweep");
    await expect(sweepSla(desk.support_manager, {})).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("a breach is permanent (S16)", () => {
  test("against every later command: answer, raise, lower, assign, resolve, reopen", async () => {
    const desk = await createDesk();
    const { replyToTicket } = await import("../tickets/reply");
    const { changePriority } = await import("../tickets/change-priority");
    const { assignTicket } = await import("../tickets/assign");
    const { changeStatus } = await import("../tickets/change-status");
    const ticketId = await openAt(desk, "2026-06-08T07:00:00Z");
    const version = async () => (await readTicket(desk.organization, ticketId)).version;
    const agent = desk.support_agent;
    // Nobody swept: the command that changes the ticket finds the breach itself.
    const raise = async (instant: string, priority: "emergency" | "low") => {
      const seen = await version();
      return at(instant, () =>
        changePriority(desk.support_manager, { ticketId, version: seen, priority, reason: "because" }),
      );
    };
    await raise("2026-06-08T12:00:00Z", "emergency");
    const breached = await clockOf(desk.organization, ticketId, "first_response");
    expect(iso(breached.breachedAt)).toBe("2026-06-08T11:00:00.000Z");
    await raise("2026-06-08T12:01:00Z", "low");
    const seen = await version();
    await at("2026-06-08T12:02:00Z", () =>
      assignTicket(desk.support_manager, { ticketId, version: seen, assigneeId: agent.personId }),
    );
    await at("2026-06-08T12:03:00Z", () => replyToTicket(agent, { ticketId, body: "Sorry", next: "resolved" }));
    await at("2026-06-09T12:03:00Z", () => replyToTicket(desk.customer, { ticketId, body: "Not yet" }));
    const later = await version();
    await at("2026-06-09T12:04:00Z", () =>
      changeStatus(agent, { ticketId, version: later, status: "escalated", escalationReason: "sla_breach" }),
    );
    const clock = await clockOf(desk.organization, ticketId, "first_response");
    expect(clock).toMatchObject({
      breachedAt: breached.breachedAt,
      detectedAt: breached.detectedAt,
      dueAt: breached.dueAt,
      originalDueAt: breached.originalDueAt,
      targetSeconds: breached.targetSeconds,
    });
    expect(iso(clock.endedAt)).toBe("2026-06-08T12:03:00.000Z");
  });

  test("marking a breached ticket as spam keeps the breach counted", async () => {
    const desk = await createDesk();
    const { changeStatus } = await import("../tickets/change-status");
    const ticketId = await openAt(desk, "2026-06-08T07:00:00Z");
    await at("2026-06-08T12:00:00Z", () =>
      changeStatus(desk.support_agent, { ticketId, version: 1, status: "resolved", outcome: "spam" }),
    );
    const clock = await clockOf(desk.organization, ticketId, "first_response");
    expect([iso(clock.breachedAt), clock.voidedAt]).toEqual(["2026-06-08T11:00:00.000Z", null]);
  });

  test("against plain SQL, of the application and of the owner", async () => {
    const desk = await createDesk();
    const { client } = await import("@/lib/platform/db/client");
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const ticketId = await openAt(desk, "2026-06-08T07:00:00Z");
    await sweep(desk, "2026-06-08T12:00:00Z");
    const { id } = await clockOf(desk.organization, ticketId, "first_response");
    const app = (work: (tx: { $executeRaw: ReturnType<typeof client>["$executeRaw"] }) => Promise<unknown>) =>
      inTenant(desk.organization.id, "write", work);
    const refused = /permanent|refused|permission denied|never change/;
    await expect(
      app((tx) => tx.$executeRaw`update sla_clock set breached_at = null, detected_at = null where id = ${id}::uuid`),
    ).rejects.toThrow(refused);
    await expect(
      app(
        (tx) =>
          tx.$executeRaw`update sla_clock set due_at = due_at + interval '1 day', breached_at = breached_at + interval '1 day' where id = ${id}::uuid`,
      ),
    ).rejects.toThrow(refused);
    await expect(app((tx) => tx.$executeRaw`delete from sla_clock where id = ${id}::uuid`)).rejects.toThrow(refused);
    await expect(client().$executeRaw`update sla_clock set voided_at = now() where id = ${id}::uuid`).rejects.toThrow(
      refused,
    );
    await expect(client().$executeRaw`delete from sla_clock where id = ${id}::uuid`).rejects.toThrow(refused);
    await expect(client().$executeRaw`truncate sla_clock cascade`).rejects.toThrow(refused);
    await expect(
      client().$executeRaw`update sla_clock set original_due_at = now() where id = ${id}::uuid`,
    ).rejects.toThrow(refused);
    await expect(client().$executeRaw`update sla_policy_version set name = 'x'`).rejects.toThrow(refused);
    expect((await clockOf(desk.organization, ticketId, "first_response")).breachedAt).not.toBeNull();
  });

  test("a due time that has passed cannot be moved or voided before the breach is recorded", async () => {
    const desk = await createDesk();
    const { client } = await import("@/lib/platform/db/client");
    const ticketId = await openAt(desk, "2026-06-08T07:00:00Z");
    const { id } = await clockOf(desk.organization, ticketId, "first_response");
    const later = new Date("2026-06-08T12:00:00Z");
    await expect(
      client().$executeRaw`update sla_clock set due_at = ${later}, changed_at = ${later} where id = ${id}::uuid`,
    ).rejects.toThrow(/recorded first/);
    await expect(
      client().$executeRaw`update sla_clock set voided_at = ${later}, changed_at = ${later} where id = ${id}::uuid`,
    ).rejects.toThrow(/recorded first/);
    await expect(
      client().$executeRaw`update sla_clock set ended_at = ${later}, changed_at = ${later} where id = ${id}::uuid`,
    ).rejects.toThrow(/late_is_breach/);
  });
});

test("SLA_MONITORING_ENABLED=false stops warnings and mails; breaches are still recorded", async () => {
  const desk = await createDesk();
  const { env } = await import("@/lib/platform/env");
  const ticketId = await openAt(desk, "2026-06-08T07:00:00Z");
  expect(env.SLA_MONITORING_ENABLED).toBe(true);
  const { vi } = await import("vitest");
  vi.resetModules();
  process.env.SLA_MONITORING_ENABLED = "false";
  try {
    expect(await sweep(desk, "2026-06-08T10:50:00Z")).toMatchObject({ warned: 0, breached: 0 });
    expect(await sweep(desk, "2026-06-08T12:00:00Z")).toMatchObject({ warned: 0, breached: 1 });
  } finally {
    delete process.env.SLA_MONITORING_ENABLED;
    const { disconnect } = await import("@/lib/platform/db/client");
    await disconnect();
    vi.resetModules();
  }
  expect((await clockOf(desk.organization, ticketId, "first_response")).breachedAt).not.toBeNull();
  expect(await mails(desk, "ticket.breached")).toEqual([]);
});
