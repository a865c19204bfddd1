import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization } from "@/scripts/testing/organization";
import { type PrivacyStory, stranger, tellPrivacyStory } from "../testing/story";

let told: PrivacyStory;
let api: PrivacyStory["api"];
let ours: PrivacyStory["ours"];
let read: Awaited<ReturnType<typeof load>>;

async function load() {
  return {
    ...(await import("./figures")),
    ...(await import("./my-work")),
    ...(await import("./queue")),
    ...(await import("./read")),
    ...(await import("./own")),
    ...(await import("./public-queries")),
  };
}

beforeAll(async () => {
  told = await tellPrivacyStory();
  ({ api, ours } = told);
  read = await load();
});
afterEach(() => api.setClock(null));
afterAll(() => told.end());

const officer = () => ours.person.privacy_officer;
const year = { from: new Date("2026-01-01T00:00:00Z"), to: new Date("2027-01-01T00:00:00Z") };

describe("figures", () => {
  test("are no data without a request, never 0 or 100", async () => {
    const empty = await createTestOrganization("Empty");
    api.setClock("2026-06-01T10:00:00Z");
    expect(await read.privacyFigures(empty.person.executive, year)).toMatchObject({
      open: 0,
      onTime: { numerator: 0, denominator: 0, share: null },
    });
  });

  test("count what was due in the period, answered in time or not; what nobody had to answer is in neither", async () => {
    const second = await ours.join("Second", ["privacy_officer"]);
    const refuse = async (requestId: string, at: string) => {
      api.setClock(at);
      await api.prepareRefusal(officer(), { requestId, code: "manifestly_unfounded", narrative: "No." });
      await api.confirmDecision(second, { requestId });
    };
    const inTime = await told.verified("2026-03-02T10:00:00Z");
    await refuse(inTime.requestId, "2026-04-02T21:59:59Z");
    const late = await told.verified("2026-03-02T10:00:00Z");
    await refuse(late.requestId, "2026-04-02T22:00:00Z");
    const withdrawn = await told.verified("2026-03-02T10:00:00Z");
    await api.withdrawRequest(await told.subject(withdrawn.token), {});
    await told.verified("2026-03-03T10:00:00Z"); // never answered
    await told.verified("2026-04-20T10:00:00Z"); // not due yet
    await told.submitted("2026-04-20T10:00:00Z"); // waits for its code
    api.setClock("2026-05-12T10:00:00Z");
    const figures = await read.privacyFigures(ours.person.executive, year);
    expect(figures).toMatchObject({ open: 3, dueSoon: 1, overdue: 1 });
    expect(figures.onTime).toEqual({ numerator: 1, denominator: 3, share: 1 / 3 });
    const march = { from: year.from, to: new Date("2026-04-01T00:00:00Z") };
    expect((await read.privacyFigures(ours.person.executive, march)).onTime.share).toBeNull();
    await expect(read.privacyFigures(ours.person.employee, year)).rejects.toMatchObject({ code: "forbidden" });
    expect(await read.myPrivacyWork(officer(), {})).toMatchObject({ count: 2, items: [{ due: "2026-04-07" }, {}] });
    expect(await read.myPrivacyWork(ours.person.employee, {})).toEqual({ count: 0, items: [] });
  });
});

describe("the queue", () => {
  test("pages through all by due date, filters, searches, and is another organisation's in nothing", async () => {
    for (let day = 1; day <= 28; day += 1) await told.verified(`2026-06-${String(day).padStart(2, "0")}T10:00:00Z`);
    api.setClock("2026-07-01T10:00:00Z");
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const { rows, next } = await read.requestQueue(officer(), { cursor });
      seen.push(...rows.map(({ dueDate, id }) => `${dueDate} ${id}`));
      if (!next) break;
      cursor = next;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(seen.toSorted());
    const { count } = await read.requestQueue(officer(), {});
    expect(seen).toHaveLength(count);
    const late = await read.requestQueue(officer(), { deadline: "late" });
    expect(late.rows.every(({ dueDate }) => dueDate < "2026-07-01")).toBe(true);
    expect((await read.requestQueue(officer(), { deadline: "paused" })).rows.every(({ paused }) => paused)).toBe(true);
    const email = stranger();
    await told.verified("2026-07-01T10:00:00Z", email);
    expect((await read.requestQueue(officer(), { q: email })).count).toBe(1);
    expect((await read.requestQueue(officer(), { q: "100%_" })).count).toBe(0);
    const theirs = await createTestOrganization("Theirs");
    expect((await read.requestQueue(theirs.person.privacy_officer, { state: "all" })).count).toBe(0);
  });

  test("opens into everything about one request, and into nothing elsewhere", async () => {
    const { requestId, token } = await told.verified("2026-09-03T10:00:00Z", stranger(), "erasure");
    await api.approveRequest(officer(), { requestId });
    const detail = await read.readRequest(officer(), { requestId });
    expect(detail.can).toMatchObject({
      approve: false,
      refuse: false,
      confirm: true,
      ownPreparation: true,
      execute: false,
    });
    expect(detail.executed).toBe(false);
    expect(detail.timeline.map(({ sentence }) => sentence)).toEqual([
      "Test privacy_officer prepared the approval",
      "The address was confirmed by code",
      "The data subject made the request; it was acknowledged",
    ]);
    const theirs = await createTestOrganization("Elsewhere");
    await expect(read.readRequest(theirs.person.privacy_officer, { requestId })).rejects.toMatchObject({
      code: "not_found",
    });
    // What its subject sees has no names of those who work on it.
    const followed = await read.followRequest(await told.subject(token), {});
    expect(followed.steps.map(({ state }) => state)).toEqual(["done", "done", "current", "ahead"]);
    expect(JSON.stringify(followed)).not.toContain("privacy_officer");
  });
});
