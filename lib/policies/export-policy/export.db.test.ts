import { afterAll, beforeAll, describe, expect, it } from "vitest";
import yauzl from "yauzl";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let [ours, theirs]: [TestOrganization, TestOrganization] = [] as never;

beforeAll(async () => {
  database = await createTestDatabase();
  [ours, theirs] = [await createTestOrganization(), await createTestOrganization("Other")];
});
afterAll(() => database.drop());

async function entriesOf(bytes: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, archive) => {
      if (error) return reject(error);
      archive.on("entry", (entry: yauzl.Entry) =>
        archive.openReadStream(entry, async (failure, stream) => {
          if (failure) return reject(failure);
          const parts: Buffer[] = [];
          for await (const part of stream) parts.push(part as Buffer);
          found.set(entry.fileName, Buffer.concat(parts));
          archive.readEntry();
        }),
      );
      archive.on("end", () => resolve(found));
      archive.readEntry();
    });
  });
}

describe("P9: export", () => {
  it("a version with its table of versions, recorded before it leaves", async () => {
    const { policyStory } = await import("../testing/story");
    const { policyExport } = await import("./policy-export");
    const story = await policyStory(ours);
    const { policyId } = await story.publish("## First\n");
    const { versionId } = await story.next(policyId, "## Second\n", true);
    const { edition } = await policyExport(ours.person.auditor, { versionId });
    expect(edition).toMatchObject({ title: "Rules", number: 2, status: "Published", classification: "Internal" });
    expect(edition.versions).toMatchObject([
      { number: 1, status: "Superseded", change: "First version", approvers: "Test policy_approver" },
      { number: 2, status: "Published", change: "Material. What changed.", author: "Test policy_author" },
    ]);
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const events = await inTenant(ours.id, "read", (tx) => tx.auditEvent.count({ where: { action: "policy.export" } }));
    expect(events).toBe(1);
    await expect(policyExport(ours.person.employee, { versionId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(policyExport(theirs.person.auditor, { versionId })).rejects.toMatchObject({ code: "not_found" });
  });

  it("all in force as one archive, streamed, with the bytes that are hashed", async () => {
    const { policyStory } = await import("../testing/story");
    const story = await policyStory(ours);
    await story.publish("## Another\n\nWords.\n");
    await story.draft("Not in force.\n");
    const { policyExportList } = await import("./policy-export");
    const { archiveOf } = await import("./write-archive");
    const { actor, versionIds } = await policyExportList(ours.person.auditor, {});
    const parts: Buffer[] = [];
    for await (const part of archiveOf(actor, versionIds)) parts.push(part as Buffer);
    const entries = await entriesOf(Buffer.concat(parts));
    expect([...entries.keys()].filter((name) => name.endsWith(".pdf"))).toHaveLength(versionIds.length);
    const { createHash } = await import("node:crypto");
    const lines = String(entries.get("hashes.csv")).trim().split("\r\n").slice(1);
    expect(lines).toHaveLength(versionIds.length);
    for (const line of lines) {
      const [file = "", , hash] = line.split(",");
      expect(
        createHash("sha256")
          .update(entries.get(file) as Buffer)
          .digest("hex"),
      ).toBe(hash);
    }
    expect(entries.get("POL-002-1.pdf")?.subarray(0, 5).toString()).toBe("%PDF-");
  });
});
