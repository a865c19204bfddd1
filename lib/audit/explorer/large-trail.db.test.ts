import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageSize } from "@/lib/platform/list-input";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { copyEvent, leaveEvent } from "../testing/leave-event";
import { tamper } from "../testing/log-inspection";

let database: Awaited<ReturnType<typeof createTestDatabase>>;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

const faithful = "50 % off_now <b>bold</b> 👩‍⚕️ سجل";

async function search(input: Record<string, string>, organization: TestOrganization) {
  const { searchEvents } = await import("./queries");
  return searchEvents(organization.person.auditor, input);
}

describe("behind ten thousand newer events", () => {
  it("a rare event is found by every filter, a less rare one further back, and looking has an end", async () => {
    const resourceId = randomUUID();
    const organization = await createTestOrganization("Large");
    const id = await leaveEvent(organization, {
      action: "rare.act",
      type: "incident_response",
      crud: "delete",
      outcome: "failure",
      riskLevel: "critical",
      controlIds: ["A.5.18"],
      resource: { type: "gadget", id: resourceId, label: faithful },
      requestId: "request-0816",
      ip: "203.0.113.78",
    });
    const common = await leaveEvent(organization, { action: "common.act" });
    await copyEvent(database.url, common, 10_500);
    await copyEvent(database.url, common, 40, "medium.act", "now() + interval '5 seconds'");
    await copyEvent(database.url, common, 40, "medium.act");
    const found = (input: Record<string, string>) => search(input, organization);
    const filters: Record<string, string>[] = [
      { action: "rare." },
      { type: "incident_response" },
      { crud: "delete" },
      { outcome: "failure" },
      { risk: "critical" },
      { control: "A.5.18" },
      { resource: "gadget" },
      { resource: resourceId },
      { request: "request-0816" },
      { ip: "203.0.113.78" },
      { q: "OFF_now <b>" },
      { q: "rare.AC" },
      { q: resourceId },
      { actor: organization.person.policy_author.personId, action: "rare.act" },
      { actor: "POLICY_auth", action: "rare.act" },
    ];
    for (const filter of filters) {
      const { events, count } = await found(filter);
      expect([filter, events.map((event) => event.id), count]).toEqual([filter, [id], { matched: 1, exact: true }]);
    }
    const medium = await found({ action: "medium." });
    expect(medium.events.length).toBe(pageSize);
    expect(medium.count?.matched).toBe(80);
    const looked = await found({ q: "👩‍⚕️" });
    expect([looked.everything, looked.count?.exact]).toEqual([true, true]);
    await copyEvent(database.url, common, 45_000, "many.write", "now() + interval '1 minute'");
    expect(await found({ q: "👩‍⚕️" })).toMatchObject({ events: [], everything: false, count: { exact: false } });
  });

  it("the terms of a search go when their columns are emptied (A7, A17)", async () => {
    const organization = await createTestOrganization("Erased");
    const id = await leaveEvent(organization, {
      resource: { type: "example", id: null, label: "Unmistakable Person" },
    });
    await copyEvent(database.url, await leaveEvent(organization, { action: "filler.act" }), 10_500);
    expect((await search({ q: "unmistakable" }, organization)).events.map((event) => event.id)).toEqual([id]);
    await tamper(database.url, `update audit_event set resource_label = null where id = '${id}'`);
    expect((await search({ q: "unmistakable" }, organization)).count).toEqual({ matched: 0, exact: true });
  });
});
