import "@/scripts/testing/without-next";
import { readdir } from "node:fs/promises";
import { expect, test } from "vitest";
import { pdfFile, redPoint, wordFile } from "@/lib/policies/testing/documents";
import { twoOrganizations } from "@/lib/policies/testing/two-organizations";

const { ours, story, files } = twoOrganizations();

const stored = async () =>
  (await readdir(files.folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;

test("an import or a picture that is refused after its bytes were stored leaves none of them behind (P9)", async () => {
  const { createApiKey } = await import("@/lib/platform/auth/manage-api-keys");
  const { POST: importDraft } = await import("../drafts/[id]/import/route");
  const { POST: addPicture } = await import("../files/route");
  const { POST: importPolicy } = await import("./route");
  const key = { name: "writer", permissions: ["policy:write" as const], validDays: 1 };
  const { token } = await createApiKey(ours.person.admin, key);
  const send = async (
    route: typeof importDraft,
    body: Uint8Array | string,
    search: string,
    id = "",
    idempotency?: string,
  ) => {
    const headers = { authorization: `Bearer ${token}`, ...(idempotency ? { "idempotency-key": idempotency } : {}) };
    const request = new Request(`http://localhost/?${search}`, { method: "POST", headers, body: body as BodyInit });
    return (await route(request, { params: Promise.resolve(id ? { id } : {}) })).status;
  };

  const { policyId, versionId } = await story.draft();
  const before = await stored();
  // Somebody saved in between; the draft is another organisation's; the policy has no draft any longer.
  expect(await send(importDraft, await wordFile(), "revision=7&name=a.docx", versionId)).toBe(409);
  expect(await send(importDraft, await pdfFile(), "revision=1&name=a.pdf", ours.id)).toBe(404);
  expect(await send(importDraft, "Text.\n", "revision=no&name=a.md", versionId)).toBe(422);
  expect(await send(addPicture, redPoint, `policy_id=${ours.id}&name=a.png`)).toBe(404);
  expect(await stored()).toBe(before);

  // What is taken over stays: a Word file and its picture, a picture of the text.
  expect(await send(importDraft, await wordFile(), "revision=1&name=a.docx", versionId)).toBe(200);
  expect(await send(addPicture, redPoint, `policy_id=${policyId}&name=a.png`)).toBe(201);
  expect(await stored()).toBe(before + 3);

  // The same sent again under its key is not done again; what came with it does not stay.
  const once = (text: string) => send(importPolicy, text, "type=acceptable_use&name=b.md", "", "once");
  expect(await once("Text.\n")).toBe(201);
  expect(await once("Text.\n")).toBe(201);
  expect(await once("Other.\n")).toBe(422);
  expect(await send(addPicture, redPoint, `policy_id=${policyId}&name=a.png`, "", "picture")).toBe(201);
  expect(await send(addPicture, redPoint, `policy_id=${policyId}&name=a.png`, "", "picture")).toBe(201);
  expect(await stored()).toBe(before + 5);
});

test("a Word file whose text is too long leaves no picture behind", async () => {
  const { readDocument } = await import("@/lib/policies/import-document/read-document");
  const { Document, ImageRun, Packer, Paragraph } = await import("docx");
  const picture = new ImageRun({ type: "png", data: redPoint, transformation: { width: 9, height: 9 } });
  const children = [new Paragraph({ children: [picture] }), new Paragraph("word ".repeat(41_000))];
  const bytes = await Packer.toBuffer(new Document({ sections: [{ children }] }));
  const before = await stored();
  const request = new Request("http://localhost/", { method: "POST", body: new Uint8Array(bytes) });
  await expect(readDocument(request, "long.docx")).rejects.toMatchObject({ code: "too_large" });
  expect(await stored()).toBe(before);
});
