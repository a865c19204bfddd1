import { afterAll, beforeAll, expect, test } from "vitest";
import { setClock } from "@/lib/platform/clock";
import { requirementOf } from "@/lib/platform/frameworks";
import cadences from "@/prisma/data/frameworks/cadence.json";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { evidenceVault } from "../testing/evidence-vault";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
let vault: Awaited<ReturnType<typeof evidenceVault>>;

beforeAll(async () => {
  database = await createTestDatabase();
  vault = await evidenceVault(() => ours);
  ours = await createTestOrganization("Ours");
});
afterAll(async () => {
  setClock(null);
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await vault.remove();
});

async function read(input: Record<string, unknown> = {}) {
  const { evidenceFreshness } = await import("./freshness");
  return evidenceFreshness(ours.person.auditor, input as never);
}
const stateOf = async (id: string) => (await read({ q: id })).rows.find((row) => row.id === id);

test("every cadence is of a requirement that exists, and says where it comes from (E9)", () => {
  for (const [id, { cadence, source }] of Object.entries(cadences.controls)) {
    expect(requirementOf(id), id).toBeDefined();
    expect(cadence).toMatch(/^(daily|quarterly|annual|per_event)$/);
    expect(source.length).toBeGreaterThan(10);
  }
});

test("only approved evidence counts, the newest per control; it grows stale with the days", async () => {
  const { submitEvidence } = await import("./submit");
  const { approveEvidence } = await import("./decide");
  const second = await ours.join("Second Officer", ["compliance_officer"]);
  const approved = async (effectiveTo: string) => {
    const { id } = await vault.collect({ controlIds: "CC6.2, CC1.1", effectiveFrom: "2026-01-01", effectiveTo });
    await submitEvidence(ours.person.compliance_officer, { id, version: 1 });
    await approveEvidence(second, { id, version: 1 });
    return id;
  };
  setClock("2026-07-01T12:00:00Z");
  await vault.collect({ controlIds: "CC6.2", effectiveFrom: "2026-01-01", effectiveTo: "2026-06-30" });
  expect(await stateOf("CC6.2")).toMatchObject({ state: "missing", evidence: null });
  await approved("2026-03-31");
  expect(await stateOf("CC6.2")).toMatchObject({ state: "stale", nextDue: "2026-06-30" });
  const newest = await approved("2026-06-30");
  expect(await stateOf("CC6.2")).toMatchObject({
    state: "current",
    nextDue: "2026-09-30",
    evidence: { id: newest },
    isDefault: false,
  });
  expect(await stateOf("CC1.1")).toMatchObject({ state: "current", nextDue: "2027-06-30", isDefault: true });
  setClock("2026-09-20T12:00:00Z");
  expect(await stateOf("CC6.2")).toMatchObject({ state: "due_soon" });
  setClock("2026-10-01T12:00:00Z");
  expect(await stateOf("CC6.2")).toMatchObject({ state: "stale" });
});

test("figures and filter agree, page by page", async () => {
  const all = await read({ framework: "pci" });
  expect(Object.values(all.counts).reduce((sum, count) => sum + count, 0)).toBe(all.total);
  let seen = 0;
  for (let cursor: string | undefined = "0"; cursor !== undefined; ) {
    const page: Awaited<ReturnType<typeof read>> = await read({ framework: "pci", state: "missing", cursor });
    seen += page.rows.length;
    cursor = page.next;
  }
  expect(seen).toBe(all.counts.missing);
});
