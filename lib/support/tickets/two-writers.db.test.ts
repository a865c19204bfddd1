import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { createDesk, type Desk, readTicket, words } from "../testing/desk";

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

const open = async () => {
  const { openTicket } = await import("./open-ticket");
  return (await openTicket(desk.customer, words)).ticketId;
};

describe("two writers", () => {
  test("the second gets 409 with what changed, and nothing of theirs is saved (S20)", async () => {
    const ticketId = await open();
    const { changePriority } = await import("./change-priority");
    await changePriority(desk.support_agent, { ticketId, version: 1, priority: "high" });
    const second = changePriority(desk.support_manager, { ticketId, version: 1, priority: "medium" });
    await expect(second).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("Test support_agent changed it just now"),
    });
    // Told, but not written down: no erasure would reach a name in plain text (audit.md A17).
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const [refused] = await inTenant(desk.organization.id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { outcome: "failure" }, orderBy: { id: "desc" }, take: 1 }),
    );
    const written = Buffer.from(refused?.leaf ?? []).toString("utf8");
    expect(written).toContain("The ticket is at version 2 by now.");
    expect(written).not.toContain("Test support_agent");
    expect(await readTicket(desk.organization, ticketId)).toMatchObject({ version: 2, priority: "high" });
  });

  test("of two who claim at once exactly one has the ticket (S22)", async () => {
    const ticketId = await open();
    const { claimTicket } = await import("./assign");
    const rivals = [desk.support_agent, desk.support_manager];
    const both = await Promise.allSettled(rivals.map((each) => claimTicket(each, { ticketId })));
    expect(both.map((each) => each.status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const loser = both.find((each) => each.status === "rejected");
    expect(loser).toMatchObject({ reason: { code: "conflict" } });
    const winner = rivals[both.findIndex((each) => each.status === "fulfilled")];
    expect((await readTicket(desk.organization, ticketId)).assigneeId).toBe(winner?.personId);
  });

  test("a newer public message asks before sending (S20)", async () => {
    const ticketId = await open();
    const { ownTicket } = await import("../queries/own-tickets");
    const { replyToTicket } = await import("./reply");
    const seenMessageId = (await ownTicket(desk.customer, { ticketId })).lastPublicId ?? undefined;
    await replyToTicket(desk.customer, { ticketId, body: "One more thing" });
    const late = { ticketId, body: "Answer", seenMessageId };
    await expect(replyToTicket(desk.support_agent, late)).rejects.toMatchObject({ code: "conflict" });
    await replyToTicket(desk.support_agent, { ...late, sendAnyway: true });
    expect((await readTicket(desk.organization, ticketId)).firstRespondedAt).not.toBeNull();
  });

  test("a key answers nobody: its public reply is no first response and cannot resolve (S13)", async () => {
    const ticketId = await open();
    const { replyToTicket } = await import("./reply");
    const key = {
      kind: "api_key",
      keyId: crypto.randomUUID(),
      name: "bot",
      createdById: desk.support_agent.personId,
      permissions: ["ticket:reply:own", "ticket:read", "ticket:work"],
      organizationId: desk.organization.id,
      requestId: crypto.randomUUID(),
    } as const;
    await replyToTicket(key, { ticketId, body: "We have your message" });
    expect((await readTicket(desk.organization, ticketId)).firstRespondedAt).toBeNull();
    const resolving = replyToTicket(key, { ticketId, body: "Done", next: "resolved" });
    await expect(resolving).rejects.toMatchObject({ code: "conflict" });
  });

  test("nobody works on their own ticket: their replies are the customer's (S13)", async () => {
    const { openTicket } = await import("./open-ticket");
    const { replyToTicket } = await import("./reply");
    const { claimTicket } = await import("./assign");
    const { ticketId } = await openTicket(desk.support_agent, words);
    await replyToTicket(desk.support_agent, { ticketId, body: "Me again", next: "resolved" });
    expect(await readTicket(desk.organization, ticketId)).toMatchObject({ status: "open", firstRespondedAt: null });
    await expect(claimTicket(desk.support_agent, { ticketId })).rejects.toMatchObject({ code: "forbidden" });
  });
});

test("an edited policy counts open tickets again and leaves closed and breached ones (S7)", async () => {
  const { savePolicy } = await import("../sla/save-policy");
  const { slaSettings } = await import("../queries/sla-settings");
  const { rejudgeTickets, ticketsOfOlderVersion } = await import("../sla/rejudge-tickets");
  const own = await createDesk("Edited");
  const { openTicket } = await import("./open-ticket");
  const { ticketId } = await openTicket(own.customer, { ...words, priority: "low" });
  const [policy] = (await slaSettings(own.support_manager, {})).policies;
  if (!policy) throw new Error("no policy");
  const targets = structuredClone(policy.targets);
  targets.low.standard.resolution = 60;
  const saved = await savePolicy(own.support_manager, {
    policyId: policy.policyId,
    name: policy.name,
    isDefault: true,
    targets,
    calendarId: policy.calendar.id,
    emergencyCalendarId: policy.emergencyCalendar.id,
  });
  expect(saved.version).toBe(2);
  const system = own.organization.system("job");
  const ids = await ticketsOfOlderVersion(system, { policyId: policy.policyId, limit: 10 });
  expect(ids).toEqual([ticketId]);
  expect(await rejudgeTickets(system, { policyId: policy.policyId, ticketIds: ids })).toEqual({ changed: 1 });
  const { clocks } = await readTicket(own.organization, ticketId);
  expect(clocks.find((clock) => clock.metric === "resolution")?.targetSeconds).toBe(3600);
  expect(await ticketsOfOlderVersion(system, { policyId: policy.policyId, limit: 10 })).toEqual([]);
});
