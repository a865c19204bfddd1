import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { at, createDesk, type Desk, words } from "../testing/desk";

/** A word that stands in notes and history only: wherever a customer can look, it must not be (S21). */
const SECRET = "zanzibar";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let desk: Desk;
let ticketId: string;
let colleague: Desk["customer"];

beforeAll(async () => {
  database = await createTestDatabase();
  desk = await createDesk();
  colleague = await desk.organization.join("Cora Lind", ["customer"], { company: "Other Company" });
  const { openTicket } = await import("../tickets/open-ticket");
  const { addNote } = await import("../tickets/add-note");
  const { replyToTicket } = await import("../tickets/reply");
  const { changePriority } = await import("../tickets/change-priority");
  ({ ticketId } = await at("2026-06-08T08:00:00Z", () =>
    openTicket(desk.customer, { ...words, priority: "emergency" }),
  ));
  await at("2026-06-08T08:05:00Z", () => addNote(desk.support_agent, { ticketId, body: `Because of ${SECRET}` }));
  await at("2026-06-08T08:06:00Z", () =>
    changePriority(desk.support_agent, { ticketId, version: 2, priority: "high", reason: `not ${SECRET}` }),
  );
  await at("2026-06-08T08:10:00Z", () => replyToTicket(desk.support_agent, { ticketId, body: "We are on it" }));
  await at("2026-06-08T08:20:00Z", () => addNote(desk.support_manager, { ticketId, body: SECRET }));
});
afterAll(async () => {
  const { disconnect } = await import("@/lib/platform/db/client");
  await disconnect();
  await database.drop();
});

const everything = async <T>(values: AsyncIterable<T>) => {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
};

/** Everywhere the customer can look. */
const places: Record<string, () => Promise<unknown>> = {
  "the ticket": async () => (await import("./own-tickets")).ownTicket(desk.customer, { ticketId }),
  "the list": async () => (await import("./own-tickets")).ownTickets(desk.customer, {}),
  "the search": async () => (await import("./own-tickets")).ownTickets(desk.customer, { q: SECRET }),
  "My work": async () => (await import("./my-ticket-work")).myTicketWork(desk.customer, {}),
  "the answer to a reply": async () =>
    (await import("../tickets/reply")).replyToTicket(desk.customer, { ticketId, body: "Any news?" }),
  "their mails": async () => {
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const recipient = await inTenant(desk.organization.id, "read", (tx) =>
      tx.person.findUniqueOrThrow({ where: { id: desk.customer.personId } }),
    );
    const mails = await inTenant(desk.organization.id, "read", (tx) =>
      tx.mailMessage.findMany({ where: { recipient: recipient.email } }),
    );
    expect(mails.map((mail) => mail.kind)).toEqual(["ticket.opened", "ticket.reply"]);
    return mails;
  },
  "the package of a data-subject request": async () => {
    const { dataSources } = await import("../contributions");
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const rows = await everything(
      (dataSources[0] ?? expect.fail("no data source")).collect(
        { personId: desk.customer.personId, emails: [] },
        (work) => inTenant(desk.organization.id, "read", work),
      ),
    );
    expect(JSON.stringify(rows)).toContain("We are on it");
    return rows;
  },
};

describe("internal notes never leave (S21)", () => {
  test.each(Object.keys(places))("not in %s", async (place) => {
    const shown = JSON.stringify(await places[place]?.());
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toMatch(/internal|took this|changed the priority/);
  });

  test("not by a count, a version or a time: the customer sees two public messages and the time of the last", async () => {
    const fresh = await at("2026-06-09T08:00:00Z", async () => {
      const { openTicket } = await import("../tickets/open-ticket");
      return openTicket(desk.customer, words);
    });
    const { addNote } = await import("../tickets/add-note");
    const { ownTicket, ownTickets } = await import("./own-tickets");
    const look = () =>
      at("2026-06-09T09:00:00Z", async () => [
        await ownTicket(desk.customer, { ticketId: fresh.ticketId }),
        await ownTickets(desk.customer, {}),
      ]);
    const before = await look();
    await at("2026-06-09T08:30:00Z", () => addNote(desk.support_agent, { ticketId: fresh.ticketId, body: SECRET }));
    expect(await look()).toEqual(before);
  });

  test("not in the events of the trail, which hold sizes and ids only", async () => {
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const leaves = await inTenant(desk.organization.id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { action: { startsWith: "ticket." } }, select: { leaf: true } }),
    );
    expect(leaves.length).toBeGreaterThan(4);
    for (const { leaf } of leaves) {
      expect(new TextDecoder().decode(leaf)).not.toMatch(new RegExp(`${SECRET}|on it|<b>error|export fails`));
    }
  });

  test("the desk sees them; an agent who is the requester does not", async () => {
    const { agentTicket } = await import("./agent-ticket");
    expect(JSON.stringify(await agentTicket(desk.support_agent, { ticketId }))).toContain(SECRET);
    const { openTicket } = await import("../tickets/open-ticket");
    const { addNote } = await import("../tickets/add-note");
    const own = await openTicket(desk.support_agent, words);
    await addNote(desk.support_manager, { ticketId: own.ticketId, body: SECRET });
    await expect(agentTicket(desk.support_agent, { ticketId: own.ticketId })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(addNote(desk.support_agent, { ticketId: own.ticketId, body: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("who sees a ticket", () => {
  test("neither another customer nor an employee nor another organisation, by reading or by writing", async () => {
    const theirs = await createDesk("Other desk");
    const { ownTicket } = await import("./own-tickets");
    const { agentTicket } = await import("./agent-ticket");
    const { replyToTicket } = await import("../tickets/reply");
    const { claimTicket } = await import("../tickets/assign");
    const notFound = { code: "not_found" };
    for (const stranger of [colleague, desk.employee, theirs.customer]) {
      await expect(ownTicket(stranger, { ticketId })).rejects.toMatchObject(notFound);
      await expect(replyToTicket(stranger, { ticketId, body: "hello" })).rejects.toMatchObject(notFound);
    }
    await expect(agentTicket(theirs.support_agent, { ticketId })).rejects.toMatchObject(notFound);
    await expect(claimTicket(theirs.support_agent, { ticketId })).rejects.toMatchObject(notFound);
    const { ticketQueue } = await import("./queue");
    expect((await ticketQueue(theirs.support_agent, {})).rows).toEqual([]);
  });

  test("customers have no queue, no notes and no status to set", async () => {
    const { ticketQueue } = await import("./queue");
    const { addNote } = await import("../tickets/add-note");
    const { changeStatus } = await import("../tickets/change-status");
    const forbidden = { code: "forbidden" };
    await expect(ticketQueue(desk.customer, {})).rejects.toMatchObject(forbidden);
    await expect(addNote(desk.customer, { ticketId, body: "x" })).rejects.toMatchObject(forbidden);
    await expect(changeStatus(desk.customer, { ticketId, version: 1, status: "closed" })).rejects.toMatchObject(
      forbidden,
    );
    const { openTicket } = await import("../tickets/open-ticket");
    await expect(openTicket(desk.customer, { ...words, requesterId: colleague.personId })).rejects.toMatchObject(
      forbidden,
    );
  });
});
