import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { at, clockOf, createDesk, type Desk, iso, readTicket, words } from "../testing/desk";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let desk: Desk;

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await createDesk();
});
afterAll(async () => {
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
  await database.drop();
});

const open = async (more: object = {}) => {
  const { openTicket } = await import("./open-ticket");
  return openTicket(desk.customer, { ...words, priority: "high", ...more });
};
const reply = async (actor: Desk["customer"], ticketId: string, more: object = {}) => {
  const { replyToTicket } = await import("./reply");
  return replyToTicket(actor, { ticketId, body: "Thank you", ...more });
};

// 2026-06-08 is a Monday; Berlin is at +02:00.
describe("the life of a ticket with its clock", () => {
  test("due times stand from the start, in business hours, with reference and tier of the contract", async () => {
    const opened = await at("2026-06-12T14:00:00Z", () => open());
    expect(opened.reference).toMatch(/^SUP-2026-\d{6}$/);
    expect(opened).toMatchObject({
      status: "open",
      priority: "high",
      firstResponseDue: "2026-06-15T10:00:00.000Z",
      resolutionDue: "2026-06-16T14:00:00.000Z",
    });
    expect(await readTicket(desk.organization, opened.ticketId)).toMatchObject({ tier: "standard", channel: "portal" });
  });

  test("notes, status and assignment are no first response; the first public reply of an agent is (S13)", async () => {
    const { ticketId } = await at("2026-06-08T08:00:00Z", () => open());
    const { addNote } = await import("./add-note");
    const { claimTicket } = await import("./assign");
    await at("2026-06-08T08:10:00Z", () => addNote(desk.support_agent, { ticketId, body: "Looks like the proxy" }));
    await at("2026-06-08T08:11:00Z", () => claimTicket(desk.support_agent, { ticketId }));
    expect((await readTicket(desk.organization, ticketId)).firstRespondedAt).toBeNull();
    expect((await clockOf(desk.organization, ticketId, "first_response")).endedAt).toBeNull();
    const answered = await at("2026-06-08T09:00:00Z", () =>
      reply(desk.support_agent, ticketId, { declaredFirstResponse: true }),
    );
    expect(answered.warnings).toHaveLength(1);
    const clock = await clockOf(desk.organization, ticketId, "first_response");
    expect([iso(clock.endedAt), clock.breachedAt]).toEqual(["2026-06-08T09:00:00.000Z", null]);
    expect((await readTicket(desk.organization, ticketId)).status).toBe("in_progress");
  });

  test("waiting for the customer stops resolution, an answer starts it again and a next response (S10, S14)", async () => {
    const { ticketId } = await at("2026-06-08T08:00:00Z", () => open());
    await at("2026-06-08T09:00:00Z", () => reply(desk.support_agent, ticketId, { next: "waiting_customer" }));
    const paused = await clockOf(desk.organization, ticketId, "resolution");
    expect([paused.dueAt, iso(paused.originalDueAt)]).toEqual([null, "2026-06-10T08:00:00.000Z"]);
    // Waiting from 11:00 to 15:00 local: four business hours.
    await at("2026-06-08T13:00:00Z", () => reply(desk.customer, ticketId));
    const running = await clockOf(desk.organization, ticketId, "resolution");
    expect(iso(running.dueAt)).toBe("2026-06-10T12:00:00.000Z");
    expect(await readTicket(desk.organization, ticketId)).toMatchObject({ status: "in_progress" });
    const next = await clockOf(desk.organization, ticketId, "next_response");
    expect([iso(next.startedAt), iso(next.dueAt)]).toEqual(["2026-06-08T13:00:00.000Z", "2026-06-09T09:00:00.000Z"]);
    // A further message does not move it; a reply ends it, once per exchange.
    await at("2026-06-08T14:00:00Z", () => reply(desk.customer, ticketId));
    const { clocks } = await readTicket(desk.organization, ticketId);
    expect(clocks.filter((clock) => clock.metric === "next_response")).toHaveLength(1);
    await at("2026-06-08T14:30:00Z", () => reply(desk.support_agent, ticketId));
    expect(iso((await clockOf(desk.organization, ticketId, "next_response")).endedAt)).toBe("2026-06-08T14:30:00.000Z");
  });

  test("cannot wait for a customer who has the last word, nor be solved without an answer (S13, S14)", async () => {
    const { ticketId } = await at("2026-06-08T08:00:00Z", () => open());
    const { changeStatus } = await import("./change-status");
    const to = (status: "waiting_customer" | "resolved", version: number, outcome?: "spam") =>
      at("2026-06-08T08:30:00Z", () => changeStatus(desk.support_agent, { ticketId, version, status, outcome }));
    await expect(to("waiting_customer", 1)).rejects.toMatchObject({ code: "conflict" });
    await expect(to("resolved", 1)).rejects.toMatchObject({ code: "conflict" });
    await to("resolved", 1, "spam");
    const { clocks, outcome } = await readTicket(desk.organization, ticketId);
    expect(outcome).toBe("spam");
    expect(clocks.every((clock) => clock.voidedAt !== null && clock.endedAt === null)).toBe(true);
  });

  test("solved time is a pause when the customer comes back; after 14 days it stays closed (S11, S19)", async () => {
    const { ticketId, reference } = await at("2026-06-08T08:00:00Z", () => open());
    await at("2026-06-08T09:00:00Z", () => reply(desk.support_agent, ticketId, { next: "resolved" }));
    expect(iso((await clockOf(desk.organization, ticketId, "resolution")).endedAt)).toBe("2026-06-08T09:00:00.000Z");
    await at("2026-06-10T09:00:00Z", () => reply(desk.customer, ticketId));
    const resolution = await clockOf(desk.organization, ticketId, "resolution");
    expect([resolution.endedAt, iso(resolution.dueAt)]).toEqual([null, "2026-06-12T08:00:00.000Z"]);
    expect(await readTicket(desk.organization, ticketId)).toMatchObject({ status: "in_progress", resolvedAt: null });
    await at("2026-06-10T10:00:00Z", () => reply(desk.support_agent, ticketId, { next: "resolved" }));
    const late = at("2026-06-25T00:00:00Z", () => reply(desk.customer, ticketId));
    await expect(late).rejects.toMatchObject({ code: "conflict", details: { data: { followUpOf: ticketId } } });
    const followUp = await at("2026-06-25T00:00:00Z", () => open({ followUpOf: ticketId }));
    expect(followUp.reference).not.toBe(reference);
    expect((await readTicket(desk.organization, followUp.ticketId)).followUpOfId).toBe(ticketId);
  });

  test("a ticket taken by phone is answered at creation, and marked (S13)", async () => {
    const { openTicket } = await import("./open-ticket");
    const { ticketId } = await at("2026-06-08T08:00:00Z", () =>
      openTicket(desk.support_agent, { ...words, requesterId: desk.customer.personId, channel: "phone" }),
    );
    const ticket = await readTicket(desk.organization, ticketId);
    expect(ticket).toMatchObject({ channel: "phone", requesterId: desk.customer.personId });
    expect(iso((await clockOf(desk.organization, ticketId, "first_response")).endedAt)).toBe(
      "2026-06-08T08:00:00.000Z",
    );
  });

  test("an emergency of a customer is high until the desk confirms it, then counts 24 × 7 from the start (S9)", async () => {
    const { changePriority } = await import("./change-priority");
    const { ticketId, priority } = await at("2026-06-12T20:00:00Z", () => open({ priority: "emergency" }));
    expect(priority).toBe("high");
    expect((await readTicket(desk.organization, ticketId)).emergencyRequestedAt).not.toBeNull();
    await at("2026-06-12T20:10:00Z", () =>
      changePriority(desk.support_agent, { ticketId, version: 1, priority: "emergency" }),
    );
    const first = await clockOf(desk.organization, ticketId, "first_response");
    expect([iso(first.dueAt), first.rebasedAt]).toEqual(["2026-06-12T20:30:00.000Z", null]);
  });

  test("a raise whose due time has passed counts a quarter from the change and keeps the original (S9)", async () => {
    const { changePriority } = await import("./change-priority");
    const { ticketId } = await at("2026-06-08T07:00:00Z", () => open({ priority: "low" }));
    const before = await clockOf(desk.organization, ticketId, "first_response");
    await at("2026-06-09T07:00:00Z", () =>
      changePriority(desk.support_agent, { ticketId, version: 1, priority: "high" }),
    );
    const after = await clockOf(desk.organization, ticketId, "first_response");
    expect(iso(after.dueAt)).toBe("2026-06-09T08:00:00.000Z");
    expect(iso(after.rebasedAt)).toBe("2026-06-09T07:00:00.000Z");
    expect(after.originalDueAt).toEqual(before.originalDueAt);
    expect(after.breachedAt).toBeNull();
  });

  test("lowering needs a reason, and in the last quarter a manager; it counts as relaxed (S9)", async () => {
    const { changePriority } = await import("./change-priority");
    const { ticketId } = await at("2026-06-08T07:00:00Z", () => open());
    const lower = (actor: Desk["customer"], instant: string, reason?: string) =>
      at(instant, () => changePriority(actor, { ticketId, version: 1, priority: "low", reason }));
    await expect(lower(desk.support_agent, "2026-06-08T08:00:00Z")).rejects.toMatchObject({ code: "invalid" });
    const late = "2026-06-08T10:30:00Z";
    await expect(lower(desk.support_agent, late, "quiet")).rejects.toMatchObject({ code: "forbidden" });
    await lower(desk.support_manager, late, "quiet");
    expect((await clockOf(desk.organization, ticketId, "first_response")).relaxed).toBe(1);
  });

  test("without a policy there is no SLA, and the answer says so (S8)", async () => {
    const { createTestOrganization } = await import("@/scripts/testing/organization");
    const bare = await createTestOrganization("Bare");
    const { openTicket } = await import("./open-ticket");
    expect(await openTicket(bare.person.employee, words)).toMatchObject({
      firstResponseDue: null,
      resolutionDue: null,
    });
  });
});
