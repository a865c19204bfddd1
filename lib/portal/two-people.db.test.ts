import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { UserActor } from "@/lib/platform/auth/actor-types";
import type { CollectedRow, DataSource, ReadTenant } from "@/lib/platform/contribution";
import { policyStory } from "@/lib/policies/testing/story";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let theirs: TestOrganization;
let sources: readonly DataSource[];

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization("Ours");
  theirs = await createTestOrganization("Theirs");
  sources = (await import("./contributions")).contributions.dataSources;
});
afterAll(async () => {
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
});

/** Everything one person leaves behind in every domain, marked with words nobody else uses. */
async function leaveTraces(person: UserActor, word: string): Promise<void> {
  const { createSession } = await import("@/lib/platform/db/door");
  const { openTicket } = await import("@/lib/support/tickets/open-ticket");
  const { createRequest } = await import("@/lib/privacy/requests/create");
  const at = new Date();
  const expiresAt = new Date(at.getTime() + 3_600_000);
  const session = { id: person.sessionId, personId: person.personId, sessionVersion: 0, createdAt: at, expiresAt };
  await createSession({ ...session, userAgent: `browser of ${word}` });
  await openTicket(person, {
    title: `Ticket of ${word}`,
    description: `Words of ${word}`,
    category: "technical_issue",
  });
  await createRequest(person, { kind: "objection", description: `Objection of ${word}` });
}

async function collected(person: UserActor, organization = ours) {
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const read: ReadTenant = (work) => inTenant(organization.id, "read", work);
  const email = await inTenant(ours.id, "read", async (tx) => {
    return (await tx.person.findUniqueOrThrow({ where: { id: person.personId } })).email;
  });
  const rows = new Map<string, CollectedRow[]>();
  for (const source of sources) {
    const found: CollectedRow[] = [];
    for await (const row of source.collect({ personId: person.personId, emails: [email] }, read)) found.push(row);
    rows.set(source.id, found);
  }
  return { email, rows, text: JSON.stringify([...rows]) };
}

describe("what all sources hold about one person", () => {
  test("is theirs alone, complete, the same each time, and opens nothing", async () => {
    const alice = await ours.join("Alice Subject", ["employee", "customer"], { company: "Wonder GmbH" });
    const bob = await ours.join("Bob Bystander", ["employee", "customer"], { company: "Cheshire AG" });
    const { setUpSla } = await import("@/lib/support/sla/set-up");
    await setUpSla(ours.person.support_manager, { holidays: [] });
    await leaveTraces(alice, "wonderland");
    await leaveTraces(bob, "cheshire");
    const story = await policyStory(ours);
    const { policyId, versionId } = await story.publish();
    for (const person of [alice, bob]) await story.acknowledge(person, policyId, versionId);

    const { startReview } = await import("@/lib/audit/reviews/start-review");
    const inAWeek = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
    await startReview(ours.person.compliance_officer, { title: "Access review", dueOn: inAWeek });

    const [a, b] = [await collected(alice), await collected(bob)];
    expect([...a.rows].filter(([, rows]) => rows.length === 0).map(([id]) => id)).toEqual([]);
    for (const part of ["Ticket of wonderland", "Objection of wonderland", "browser of wonderland", a.email]) {
      expect(a.text).toContain(part);
    }
    for (const part of ["cheshire", "Cheshire", "Bob Bystander", b.email, bob.personId, bob.sessionId]) {
      expect(a.text).not.toContain(part);
    }
    expect(a.text).not.toMatch(/passwordHash|tokenHash|codeHash|wrappedKey|argon2/);
    expect(a.text).not.toContain(alice.sessionId);
    expect((await collected(alice)).text).toBe(a.text);
  });

  test("is nothing in another organisation", async () => {
    const carol = await ours.join("Carol", ["employee"]);
    const { rows } = await collected(carol, theirs);
    expect([...rows.values()].flat()).toEqual([]);
  });
});
