import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { everyone, policyStory } from "./testing/story";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let theirs: TestOrganization;

beforeAll(async () => {
  database = await createTestDatabase();
  theirs = await createTestOrganization("Theirs");
});
afterAll(async () => {
  const { disconnect } = await import("../platform/db/client");
  await disconnect();
  await database.drop();
});

describe("figures (P19)", () => {
  test("no data is no score; then both numbers", async () => {
    const { policyFigures } = await import("./queries/compliance-status");
    const empty = await policyFigures(theirs.person.executive, {});
    expect(empty).toMatchObject({
      published: 0,
      acknowledgementRate: { numerator: 0, denominator: 0, rate: null },
      policyScore: { rate: null },
      trainingRate: { numerator: 0, denominator: 0, rate: null },
      violations: { bySeverity: { critical: 0 }, byStatus: { open: 0 } },
    });
    const other = await policyStory(theirs);
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const { policyId, versionId } = await other.publish("A.", everyone, { reviewDate: day(-2) });
    await other.publish("B.", [{ kind: "role", value: "admin" }], { reviewDate: day(20) });
    await other.publish("C.", [{ kind: "role", value: "admin" }], { reviewDate: day(40) });
    await other.acknowledge(theirs.person.employee, policyId, versionId);
    const figures = await policyFigures(theirs.person.executive, {});
    expect(figures).toMatchObject({ published: 3, dueForReview: 1, expiring30Days: 1, overduePeople: 0 });
    expect(figures.acknowledgementRate).toMatchObject({ numerator: 1, denominator: 9 + 2 });
    await expect(policyFigures(theirs.person.employee, {})).rejects.toMatchObject({ code: "forbidden" });
    const { setClock } = await import("../platform/clock");
    setClock(new Date(Date.now() + 15 * 86_400_000));
    const later = await policyFigures(theirs.person.executive, {}).finally(() => setClock(null));
    expect(later.overduePeople).toBe(8);
    expect(later.policyScore).toMatchObject({ numerator: 1, denominator: 11 });
  });
});
