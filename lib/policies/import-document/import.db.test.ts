import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";
import { bombFile, pdfFile, redPoint, sending, wordFile } from "../testing/documents";
import { longestGoodText } from "../testing/longest-text";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let [ours, theirs]: [TestOrganization, TestOrganization] = [] as never;
let folder: string;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(path.join(tmpdir(), "policies-"));
  process.env.EVIDENCE_STORAGE_PATH = path.join(folder, "store");
  [ours, theirs] = [await createTestOrganization(), await createTestOrganization("Other")];
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

async function imported(bytes: Uint8Array | string, name: string) {
  const { readDocument } = await import("./read-document");
  const { importPolicy } = await import("./import-policy");
  const document = await readDocument(sending(bytes), name);
  const made = await importPolicy(ours.person.policy_author, { type: "acceptable_use", document });
  const { policyDetail } = await import("../queries/policy-detail");
  const detail = await policyDetail(ours.person.policy_author, { policyId: made.policyId });
  return { document, made, detail, version: detail.versions[0] };
}

async function bytesOf(person: Parameters<typeof import("../files/policy-file").policyFile>[0], id: string) {
  const { policyFile } = await import("../files/policy-file");
  const { fileResponse } = await import("@/lib/platform/http/file-response");
  const { object, fileName, mediaType } = await policyFile(person, { id });
  const response = await fileResponse(object, fileName, mediaType);
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

describe("P9: import", () => {
  it("a Word file with headings, lists, a table and a picture", async () => {
    const bytes = await wordFile();
    const { detail, version, document } = await imported(bytes, "Visitors.docx");
    expect(detail.title).toBe("Visitors policy");
    const picture = document.pictures[0]?.id;
    expect(version?.text).toBe(
      [
        "## Purpose\n\nVisitors are **never** alone in [our rooms].\n",
        "## Rules\n\n- Sign in\n- Wear the badge\n",
        "1. Ask\n2. Wait\n",
        "| Place | Host |\n| --- | --- |\n| Lab \\| East | Always |\n",
        `![Plan of the rooms](/api/v1/policies/files/${picture})\n`,
      ].join("\n"),
    );
    // What was imported opens in the rich editor and saves as the same bytes (P1).
    const { richForm } = await import("../writing/rich-document");
    expect(richForm(version?.text ?? "").exact).toBe(true);
    // The document as it came, with its hash.
    expect(version?.originals).toMatchObject([
      { fileName: "Visitors.docx", sha256: sha256(bytes), size: bytes.length },
    ]);
    const shown = await bytesOf(ours.person.policy_approver, picture ?? "");
    expect(shown.bytes.equals(redPoint)).toBe(true);
    expect(shown.response.headers.get("content-type")).toBe("image/png");
    expect(shown.response.headers.get("content-disposition")).toMatch(/^attachment/);
    expect(shown.response.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
  });

  it("Markdown, written in the portal's one form", async () => {
    const { detail, version } = await imported(
      "\ufeff# Clean desk\r\n\r\nTidy up\r\n* papers\r\n* keys\r\n",
      "desk.md",
    );
    expect(detail.title).toBe("Clean desk");
    expect(version?.text).toBe("Tidy up\n\n- papers\n- keys\n");
  });

  it("the longest text there may be", async () => {
    const text = longestGoodText();
    expect((await imported(text, "long.md")).version?.text).toBe(text);
  }, 120_000);

  it("a PDF stays what it is: the text names its hash, so that acknowledging it names the file", async () => {
    const bytes = await pdfFile();
    const { version, document } = await imported(bytes, "Works agreement.pdf");
    expect(version?.text).toContain(sha256(bytes));
    expect(version?.text).toContain(`[Works agreement.pdf](/api/v1/policies/files/${document.original.id})`);
    expect(version?.text).toContain("Pages: 2");
    const kept = await bytesOf(ours.person.policy_author, document.original.id);
    expect(kept.bytes.equals(bytes)).toBe(true);
  });

  it("into a draft, and not over somebody else's saving", async () => {
    const { made } = await imported("First text.\n", "first.md");
    const { readDocument } = await import("./read-document");
    const { importDraft } = await import("./import-draft");
    const document = await readDocument(sending("Second text.\n"), "second.md");
    const author = ours.person.policy_author;
    const { revision } = await importDraft(author, { versionId: made.versionId, revision: 1, document });
    expect(revision).toBe(2);
    const again = await readDocument(sending("Third text.\n"), "third.md");
    await expect(
      importDraft(author, { versionId: made.versionId, revision: 1, document: again }),
    ).rejects.toMatchObject({ code: "conflict" });
    const { policyDetail } = await import("../queries/policy-detail");
    const { versions } = await policyDetail(author, { policyId: made.policyId });
    expect(versions[0]?.text).toBe("Second text.\n");
    expect(versions[0]?.originals.map(({ fileName }) => fileName)).toEqual(["first.md", "second.md"]);
  });
});

describe("what cannot be imported says so and leaves nothing", () => {
  const locked = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]);
  const lockedPdf =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -4>>endobj\ntrailer<</Root 1 0 R/Encrypt 3 0 R/ID[(a)(a)]>>\n";
  it.each([
    ["a bomb", () => bombFile(30), "a.docx", "too_large", "unpacks to more"],
    ["a damaged Word file", async () => (await wordFile()).subarray(0, 3000), "a.docx", "invalid", "damaged"],
    ["a locked or old Word file", async () => locked, "a.docx", "unsupported", "password"],
    ["another archive", async () => (await bombFile(0)).fill("x", 30, 40), "a.docx", "invalid", "damaged"],
    ["a damaged PDF", async () => Buffer.from("%PDF-1.7\nrubbish"), "a.pdf", "invalid", "damaged"],
    ["a locked PDF", async () => Buffer.from(lockedPdf), "a.pdf", "unsupported", "password"],
    ["a program", async () => Buffer.from("MZ\u0000\u0001"), "a.exe", "unsupported", "Choose a Word"],
    ["Latin-1", async () => Buffer.from([0x61, 0xe4]), "a.md", "invalid", "UTF-8"],
    ["nothing", async () => Buffer.from("\n \n"), "a.md", "invalid", "No text"],
    ["too long a text", async () => Buffer.from("word ".repeat(41_000)), "a.md", "too_large", "200,000"],
    ["too large a file", async () => Buffer.alloc(21 * 1024 * 1024, "a"), "a.md", "too_large", "20 MiB"],
  ])("%s", async (_, make, name, code, words) => {
    const { readDocument } = await import("./read-document");
    const failure = await readDocument(sending(await make()), name).catch((error) => error);
    expect(failure).toMatchObject({ code });
    expect(failure.message).toContain(words);
    expect(failure.message).toMatch(/Nothing was (imported|stored)/);
  });

  it("who may not write, and another organisation, import nothing", async () => {
    const { readDocument } = await import("./read-document");
    const { importPolicy } = await import("./import-policy");
    const { importDraft } = await import("./import-draft");
    const document = await readDocument(sending("Text.\n"), "a.md");
    await expect(importPolicy(ours.person.employee, { type: "acceptable_use", document })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { made } = await imported("Text.\n", "b.md");
    await expect(
      importDraft(theirs.person.policy_author, { versionId: made.versionId, revision: 1, document }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("P1: who may open a file of a policy", () => {
  it("readers of a text in force that names it, and nobody of another organisation", async () => {
    const { policyStory } = await import("../testing/story");
    const story = await policyStory(ours);
    const made = await story.draft();
    const { receivePicture } = await import("../files/receive");
    const { addPicture } = await import("../files/add-picture");
    const { editDraft } = await import("../edit-draft");
    const add = async () =>
      addPicture(story.author, { policyId: made.policyId, file: await receivePicture(sending(redPoint), "plan.png") });
    const [named, unnamed] = [await add(), await add()];
    const text = `![Plan](/api/v1/policies/files/${named.id})\n`;
    const audience = [{ kind: "everyone" as const }];
    await editDraft(story.author, { versionId: made.versionId, revision: 1, title: "Rules", text, audience });
    const reader = ours.person.employee;
    // Not in force yet: not there.
    await expect(bytesOf(reader, named.id)).rejects.toMatchObject({ code: "not_found" });
    await story.approve(made.versionId);
    const { publishVersion } = await import("../publish-version");
    await publishVersion(story.approver, { versionId: made.versionId });
    await story.distribute(made.versionId);
    expect((await bytesOf(reader, named.id)).bytes.equals(redPoint)).toBe(true);
    await expect(bytesOf(reader, unnamed.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(bytesOf(theirs.person.policy_author, named.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(bytesOf(ours.person.customer, named.id)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("takes no picture that could carry a script, and none for a policy without a draft", async () => {
    const { receivePicture } = await import("../files/receive");
    const drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
    await expect(receivePicture(sending(drawing), "a.png")).rejects.toMatchObject({ code: "unsupported" });
    const large = Buffer.concat([redPoint, Buffer.alloc(5 * 1024 * 1024)]);
    await expect(receivePicture(sending(large), "a.png")).rejects.toMatchObject({ code: "too_large" });
    const { policyStory } = await import("../testing/story");
    const { policyId } = await (await policyStory(ours)).publish();
    const { addPicture } = await import("../files/add-picture");
    const file = await receivePicture(sending(redPoint), "a.png");
    await expect(addPicture(ours.person.policy_author, { policyId, file })).rejects.toMatchObject({ code: "conflict" });
  });

  it("a file never changes, not by plain SQL either", async () => {
    const { Client } = await import("pg");
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await expect(client.query("update policy_file set sha256 = 'x'")).rejects.toThrow();
    await expect(client.query("delete from policy_file")).rejects.toThrow();
    await client.end();
  });
});
