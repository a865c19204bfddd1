import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { at, createDesk, type Desk, words } from "../testing/desk";

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

const june = { from: new Date("2026-06-01T00:00:00Z"), to: new Date("2026-07-01T00:00:00Z") };
const figures = async (instant: string, period = june) => {
  const { deskFigures } = await import("./desk-figures");
  return at(instant, () => deskFigures(desk.support_manager, period));
};
const open = async (instant: string) => {
  const { openTicket } = await import("../tickets/open-ticket");
  return (await at(instant, () => openTicket(desk.customer, { ...words, priority: "high" }))).ticketId;
};
const reply = async (instant: string, ticketId: string, next?: "resolved") => {
  const { replyToTicket } = await import("../tickets/reply");
  return at(instant, () => replyToTicket(desk.support_agent, { ticketId, body: "Here", next }));
};

describe("figures of the desk (S27)", () => {
  test("no decided clock is no data, not zero", async () => {
    expect(await figures("2026-06-08T06:00:00Z")).toMatchObject({
      firstResponse: { met: 0, decided: 0, value: null },
      resolution: { value: null },
      breached: 0,
    });
  });

  test("count what is decided in the period, breaches the sweep has not seen included (S15)", async () => {
    const answered = await open("2026-06-08T07:00:00Z");
    await reply("2026-06-08T08:00:00Z", answered, "resolved");
    await open("2026-06-08T07:00:00Z");
    const early = await figures("2026-06-08T09:00:00Z");
    expect(early.firstResponse).toEqual({ met: 1, decided: 1, value: 100 });
    // Nobody swept: the due time of the second has passed all the same.
    const late = await figures("2026-06-08T12:00:00Z");
    expect(late.firstResponse).toEqual({ met: 1, decided: 2, value: 50 });
    expect(late).toMatchObject({ breached: 1, opened: 2, resolved: 1, resolution: { met: 1, decided: 1 } });
    expect(late.status).toMatchObject({ open: 1, resolved: 1, closed: 0 });
    const may = { from: new Date("2026-05-01T00:00:00Z"), to: june.from };
    expect((await figures("2026-06-08T12:00:00Z", may)).firstResponse.value).toBeNull();
  });

  test("spam leaves them, a breach does not (S13, S16)", async () => {
    const { changeStatus } = await import("../tickets/change-status");
    const spam = (ticketId: string, instant: string) =>
      at(instant, () =>
        changeStatus(desk.support_agent, { ticketId, version: 1, status: "resolved", outcome: "spam" }),
      );
    await spam(await open("2026-06-09T07:00:00Z"), "2026-06-09T08:00:00Z");
    await spam(await open("2026-06-09T07:00:00Z"), "2026-06-09T12:00:00Z");
    expect((await figures("2026-06-09T12:00:00Z")).firstResponse).toEqual({ met: 1, decided: 3, value: 33.3 });
  });

  test("are not for agents, customers or another organisation", async () => {
    const { deskFigures } = await import("./desk-figures");
    await expect(deskFigures(desk.customer, june)).rejects.toMatchObject({ code: "forbidden" });
    const theirs = await createDesk("Other");
    expect((await deskFigures(theirs.support_manager, june)).opened).toBe(0);
  });
});

describe("the queue", () => {
  test("pages by urgency without missing or repeating a ticket", async () => {
    const own = await createDesk("Queue");
    const { openTicket } = await import("../tickets/open-ticket");
    const { ticketQueue, queueCounts } = await import("./queue");
    const ids: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      // Four of them are due at the same instant: the id decides.
      const instant = `2026-06-08T0${i < 4 ? 7 : 8}:00:00Z`;
      const { ticketId } = await at(instant, () => openTicket(own.customer, { ...words, priority: "high" }));
      ids.push(ticketId);
    }
    const found: string[] = [];
    for (let cursor: string | undefined, page = 0; page < 4; page += 1) {
      const { rows, nextCursor } = await ticketQueue(own.support_agent, { limit: 2, cursor });
      found.push(...rows.map((row) => row.id));
      cursor = nextCursor ?? undefined;
      if (!cursor) break;
    }
    expect(found).toHaveLength(7);
    expect(found.toSorted()).toEqual(ids.toSorted());
    expect((await queueCounts(own.support_agent, {})).unassigned).toBe(7);
    await expect(ticketQueue(own.support_agent, { cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid" });
  });

  test("shows what is due or late before the sweep has looked", async () => {
    const own = await createDesk("Late");
    const { openTicket } = await import("../tickets/open-ticket");
    const { ticketQueue } = await import("./queue");
    await at("2026-06-08T07:00:00Z", () => openTicket(own.customer, { ...words, priority: "high" }));
    const look = (instant: string) => at(instant, () => ticketQueue(own.support_agent, { view: "breaching" }));
    expect((await look("2026-06-08T10:00:00Z")).rows).toEqual([]);
    expect((await look("2026-06-08T10:50:00Z")).rows.map((row) => row.clock?.state)).toEqual(["warned"]);
    expect((await look("2026-06-08T12:00:00Z")).rows.map((row) => row.clock?.state)).toEqual(["breached"]);
  });
});
