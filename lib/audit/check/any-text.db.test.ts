import "@/scripts/testing/without-next";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActorOf } from "@/lib/platform/operation/context";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createSequencedDatabase, type SequencedDatabase } from "../testing/broken-log";

let at: SequencedDatabase;
let ours: TestOrganization;
let theirs: TestOrganization;
let token = "";

beforeAll(async () => {
  at = await createSequencedDatabase();
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
  const { createApiKey } = await import("@/lib/platform/auth/manage-api-keys");
  const input = { name: "probe", permissions: ["ticket:create", "log:follow"], validDays: 1 };
  ({ token } = await createApiKey(ours.person.admin, input as Parameters<typeof createApiKey>[1]));
});
afterAll(() => at.drop());

async function checked() {
  await at.pass();
  const { checkLog } = await import("./check-log");
  return checkLog(ours.id);
}

/** Control characters, lone surrogates, NUL, white space of all kinds, marks of direction, and 100 kB of them. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(
      fc.constantFrom("\0", "\ud800", "\udc00", " ", "\t", "\r", "\n", "\r\n", "\u007f", "\u2028", "\ufeff", "é", "x"),
    )
    .map((parts) => parts.join("")),
  fc.constantFrom(" ", "\0", "\ud800".repeat(3), `${" ".repeat(40_000)}x`, "\0é".repeat(34_000), "y".repeat(100_000)),
);

describe("whatever text comes, the columns are those of the leaf (A7)", () => {
  test("in any field of an event", async () => {
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const { record } = await import("@/lib/platform/operation/record");
    const { about } = await import("@/lib/platform/operation/protected");
    const draft = fc.record({
      id: text,
      type: text,
      label: text,
      closed: fc.boolean(),
      reason: text,
      before: fc.dictionary(fc.string({ unit: "binary", maxLength: 8 }), text, { maxKeys: 3 }),
      requestId: text,
      correlationId: text,
      ip: text,
      userAgent: text,
      name: text,
    });
    for (const { id, type, label, closed, reason, before, name, ...origin } of fc.sample(draft, {
      seed: 4711,
      numRuns: 300,
    })) {
      const by = { ...(ours.system(name) as ActorOf<"system">), ...origin };
      const resource = { type, id, label: closed ? about("subject:s", label) : label };
      const words = {
        ...({ type: "system_change", action: "example.write", crud: "update", outcome: "success" } as const),
        ...({ riskLevel: "low", retentionClass: "seven_years", controlIds: [] } as const),
      };
      await inTenant(ours.id, "write", (tx) => record(tx, by, { ...words, resource, reason, before }, [], new Date()));
    }
    expect(await checked()).toMatchObject({ state: "verified", message: null });
  });

  test("in an organisation's id on the wire: every probe is refused, recorded and found by what it named", async () => {
    const { POST } = await import("@/app/api/v1/support/tickets/route");
    const named = [
      " x",
      `${theirs.id}\0`,
      `\0${theirs.id}`,
      `${theirs.id} `,
      "\ud800",
      "y".repeat(100_000),
      7,
      {},
      [theirs.id],
      null,
    ];
    for (const organization_id of named) {
      const request = new Request("http://localhost/api/v1/support/tickets", {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ organization_id, title: "t", description: "d", category: "general_inquiry" }),
      });
      expect((await POST(request, { params: Promise.resolve({}) })).status, JSON.stringify(organization_id)).toBe(404);
    }
    const { GET } = await import("@/app/api/v1/audit/log/[organization]/checkpoint/route");
    for (const organization of [`${theirs.id}\0`, " x ", theirs.id.toUpperCase()]) {
      const request = new Request("http://localhost/", { headers: { authorization: `Bearer ${token}` } });
      expect((await GET(request, { params: Promise.resolve({ organization }) })).status).toBe(404);
    }
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const denied = await inTenant(ours.id, "read", (tx) =>
      tx.auditEvent.findMany({ where: { outcome: "denied", resourceType: "organization" } }),
    );
    expect(denied).toHaveLength(named.length + 3);
    expect(denied.filter(({ resourceId }) => resourceId === theirs.id).length).toBeGreaterThanOrEqual(4);
    expect(await checked()).toMatchObject({ state: "verified", message: null });
  });
});
