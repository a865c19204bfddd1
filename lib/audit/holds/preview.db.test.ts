import { afterAll, beforeAll, describe, expect, test } from "vitest";
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
  await (await import("@/lib/platform/db/client")).disconnect();
  await database.drop();
  await vault.remove();
});

const officer = () => ours.person.compliance_officer;
const words = { title: "Lawsuit", reason: "File 12 O 34/26" };

async function preview(input: Record<string, unknown>, actor = officer()) {
  const { previewHold } = await import("./preview");
  return previewHold(actor, { ...words, ...input } as never);
}

describe("what a hold would catch, before it is placed (E5)", () => {
  test("is what it catches once it is placed, named and asked for together, each piece once; nothing is held by looking", async () => {
    const named = await vault.collect({ sourceSystem: "Scanner" });
    for (let i = 0; i < 10; i += 1) await vault.collect({ sourceSystem: "Scanner", title: `Scan ${i}` });
    await vault.collect({ sourceSystem: "Elsewhere" });
    const input = { references: named.reference, coversEvidence: true, sourceSystem: "scanner" };
    const seen = await preview(input);
    expect(seen).toMatchObject({ evidence: 11, pastRetention: 0, events: null });
    expect(seen.pieces).toHaveLength(8);
    expect(seen.pieces[0]?.title).toBe("Scan 9");
    const { listHolds } = await import("./queries");
    expect((await listHolds(officer(), {})).count).toBe(0);
    const { placeHold } = await import("./place");
    // The named piece is told by its name and by the query: once as an item.
    const { id } = await placeHold(officer(), { ...words, ...input } as never);
    const { readHold } = await import("./queries");
    expect((await readHold(officer(), { id })).count).toBe(11);
  });

  test("counts events of the trail for a person and a period, and pieces that would go next", async () => {
    const { setClock } = await import("@/lib/platform/clock");
    setClock("2016-02-01T10:00:00Z");
    const old = { effectiveFrom: "2016-01-01", effectiveTo: "2016-01-31", retentionClass: "one_year" };
    await vault.collect({ ...old, sourceSystem: "Archive" });
    setClock(null);
    const personId = officer().personId;
    const seen = await preview({
      coversEvidence: true,
      coversTrail: true,
      personId,
      periodFrom: "2016-01-01",
      periodTo: "2016-12-31",
    });
    expect(seen).toMatchObject({ evidence: 1, pastRetention: 1, events: { more: false } });
    expect(seen.events?.count).toBeGreaterThan(0);
    const nobody = ours.person.auditor.personId;
    expect(
      await preview({ coversTrail: true, personId: nobody, periodFrom: "2016-01-01", periodTo: "2016-12-31" }),
    ).toMatchObject({
      evidence: 0,
      events: { count: 0 },
    });
  });

  test("is refused where placing would be, and sees no other organisation's pieces", async () => {
    const { reference } = await vault.collect({ sourceSystem: "Shared name" });
    const theirs = await createTestOrganization("Theirs");
    const stranger = theirs.person.compliance_officer;
    expect(await preview({ coversEvidence: true, sourceSystem: "Shared name" }, stranger)).toMatchObject({
      evidence: 0,
    });
    await expect(preview({ references: reference }, stranger)).rejects.toMatchObject({ code: "invalid" });
    await expect(preview({ references: reference }, ours.person.auditor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(preview({ references: "EVD-2026-9999" })).rejects.toMatchObject({ code: "invalid" });
    await expect(preview({ coversEvidence: true, controlIds: "XX9.9" })).rejects.toMatchObject({ code: "invalid" });
    await expect(preview({})).rejects.toMatchObject({ code: "invalid" });
  });
});
