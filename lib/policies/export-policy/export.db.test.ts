import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import yauzl from "yauzl";
import { limits } from "@/lib/platform/confined/limits";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let [ours, theirs]: [TestOrganization, TestOrganization] = [] as never;

beforeAll(async () => {
  database = await createTestDatabase();
  [ours, theirs] = [await createTestOrganization(), await createTestOrganization("Other")];
});
afterAll(() => database.drop());

/** As it may stand there from a time before texts were checked: past the guards, which let no text in force change. */
async function storeText(policyId: string, text: string) {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query("set session_replication_role = replica");
  await client.query(
    "update policy_version set text = $2, content_sha256 = encode(sha256(convert_to($2, 'UTF8')), 'hex') where policy_id = $1",
    [policyId, text],
  );
  await client.end();
}

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

  it("a stored text that costs too much is read as it was written and leaves a note in the archive", async () => {
    const { policyStory } = await import("../testing/story");
    const { policyId } = await (await policyStory(ours)).publish("## Harmless\n");
    const hostile = `${"*a_ ".repeat(45_000)}\n`;
    await storeText(policyId, hostile);
    const keeping = { organizationId: ours.id, isDraft: false };
    const { layoutOf } = await import("../reading/layouts");
    const { heartbeat } = await import("../testing/heartbeat");
    const heart = heartbeat();
    expect(await layoutOf(keeping, hostile)).toBeNull();
    const { policyExportList } = await import("./policy-export");
    const { archiveOf } = await import("./write-archive");
    const { actor, versionIds } = await policyExportList(ours.person.auditor, {});
    const parts: Buffer[] = [];
    for await (const part of archiveOf(actor, versionIds)) parts.push(part as Buffer);
    expect(heart.stop()).toBeLessThan(limits.layOut / 2);
    const entries = await entriesOf(Buffer.concat(parts));
    const notes = [...entries].filter(([name]) => name.endsWith(".pdf.txt"));
    expect(notes.map(([, words]) => String(words))).toEqual([
      expect.stringContaining("No PDF was made. Export it as Markdown"),
    ]);
    expect([...entries.keys()].filter((name) => name.endsWith(".pdf"))).toHaveLength(versionIds.length - 1);
    // Not tried again at the next view, nor by another process: that it cannot be laid out is kept.
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const kept = await inTenant(ours.id, "read", (tx) => tx.policyLayout.findMany({ where: { form: null } }));
    expect(kept).toHaveLength(1);
  }, 180_000);

  it("a text is laid out once and kept for its organisation alone", async () => {
    const { layoutOf } = await import("../reading/layouts");
    const keeping = { organizationId: ours.id, isDraft: false };
    const text = "## Kept\n\nOnce.\n";
    const [first, second] = await Promise.all([layoutOf(keeping, text), layoutOf(keeping, text)]);
    expect(first).toEqual(second);
    expect(first?.children[0]).toMatchObject({ tagName: "h2", properties: { id: "kept" } });
    const { inTenant } = await import("@/lib/platform/db/tenant");
    const form = JSON.stringify(first);
    const count = (id: string) => inTenant(id, "read", (tx) => tx.policyLayout.count({ where: { form } }));
    expect([await count(ours.id), await count(theirs.id)]).toEqual([1, 0]);
    await expect(
      inTenant(ours.id, "write", (tx) => tx.policyLayout.updateMany({ where: { form }, data: { form: "{}" } })),
    ).rejects.toThrow();
    // A draft changes with each save and is kept by nobody.
    const draft = "## Draft\n";
    await layoutOf({ organizationId: ours.id, isDraft: true }, draft);
    const { changesOf } = await import("../reading/layouts");
    expect(await changesOf(keeping, text, draft)).not.toBeNull();
    const names = await inTenant(ours.id, "read", (tx) => tx.policyLayout.findMany({ select: { name: true } }));
    expect(names.map(({ name }) => name.split("-")[0]).sort()).toEqual(["changes", "text", "text"]);
  }, 180_000);
});
