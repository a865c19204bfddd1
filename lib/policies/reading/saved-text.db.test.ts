import { afterAll, beforeAll, expect, it } from "vitest";
import { createTestOrganization, type TestOrganization } from "@/scripts/testing/organization";
import { createTestDatabase } from "@/scripts/testing/test-database";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let ours: TestOrganization;
const timeout = 180_000;
const hostile = `${"[a](".repeat(45_000)}\n`;
const refused = {
  code: "invalid",
  details: {
    fieldErrors: { text: [expect.stringMatching(/^This text takes too long to lay out\. Nothing was saved/)] },
  },
};

beforeAll(async () => {
  database = await createTestDatabase();
  ours = await createTestOrganization();
});
afterAll(() => database.drop());

it("P1: a text that cannot be laid out is refused on its field, and nothing is saved", { timeout }, async () => {
  const { policyStory } = await import("../testing/story");
  const { editDraft } = await import("../edit-draft");
  const { policyDetail } = await import("../queries/policy-detail");
  const { inTenant } = await import("@/lib/platform/db/tenant");
  const story = await policyStory(ours);
  const { policyId, versionId } = await story.draft("Harmless.\n");
  const count = () => inTenant(ours.id, "read", (tx) => tx.policy.count());
  const before = await count();
  await expect(story.draft(hostile)).rejects.toMatchObject(refused);
  expect(await count()).toBe(before);
  const edit = { versionId, revision: 1, title: "Rules", text: hostile, audience: [{ kind: "everyone" as const }] };
  await expect(editDraft(story.author, edit)).rejects.toMatchObject(refused);
  const { versions } = await policyDetail(story.author, { policyId });
  expect(versions[0]).toMatchObject({ text: "Harmless.\n", revision: 1 });
});

it("P17: nor is a lesson", { timeout }, async () => {
  const { addLesson, createCourse } = await import("../training/write-course");
  const author = ours.person.policy_author;
  const { courseId } = await createCourse(author, { title: "Course", description: "About it." });
  await expect(addLesson(author, { courseId, title: "One", text: hostile })).rejects.toMatchObject(refused);
  await addLesson(author, { courseId, title: "One", text: "Harmless.\n" });
});

it("who may not write costs nothing: refused before the text is looked at", { timeout }, async () => {
  const { draftPolicy } = await import("../draft-policy");
  const draft = {
    title: "Rules",
    type: "code_of_conduct" as const,
    text: hostile,
    audience: [{ kind: "everyone" as const }],
  };
  await expect(draftPolicy(ours.person.employee, draft)).rejects.toMatchObject({ code: "forbidden" });
});
