import { randomBytes } from "node:crypto";
import { access } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { twoOrganizations } from "@/lib/policies/testing/two-organizations";

const { ours, theirs, rows, files, stop } = twoOrganizations();

const pdf = () => Buffer.concat([Buffer.from("%PDF-1.7\n"), randomBytes(2000)]);
async function* bytes() {
  yield pdf();
}

test("a film or a list nobody claimed within a day is destroyed by the sweep of uploads; claimed and fresh ones stay", async () => {
  const { receiveLessonFile } = await import("@/lib/policies/training/receive-lesson-file");
  const { storeLessonFile } = await import("@/lib/policies/training/lesson-files");
  const { createCourse, addLesson } = await import("@/lib/policies/training/write-course");
  const { storeMeetingList } = await import("@/lib/policies/meetings/meeting-list");
  const { sweepFiles } = await import("@/lib/audit/evidence/sweep-files");
  const author = ours.person.policy_author;
  const store = async () => storeLessonFile(author, await receiveLessonFile(bytes(), "lesson.pdf"));
  stop("2026-03-02T09:00:00Z");
  const left = await store();
  const list = await storeMeetingList(author, await receiveLessonFile(bytes(), "list.pdf"));
  const claimed = await store();
  const audience = [{ kind: "everyone" as const }];
  const { courseId } = await createCourse(author, { title: "Read", description: "Read.", audience });
  await addLesson(author, { courseId, title: "Read", text: "# Read\n", objectId: claimed.objectId });
  stop("2026-03-03T08:59:00Z");
  const fresh = await store();
  expect(await sweepFiles(ours.system())).toBe(0);
  stop("2026-03-03T09:00:00Z");
  expect(await sweepFiles(theirs.system())).toBe(0);
  expect(await sweepFiles(ours.system())).toBe(2);
  expect(await sweepFiles(ours.system())).toBe(0);

  const stored = await rows((tx) => tx.storedObject.findMany());
  const found = async (id: string) => {
    const row = stored.find((each) => each.id === id);
    const file = path.join(files.folder, "objects", row?.storageKey ?? "");
    const onDisk = await access(file).then(
      () => true,
      () => false,
    );
    return { key: row?.wrappedKey !== null, onDisk };
  };
  const gone = { key: false, onDisk: false };
  expect([await found(left.objectId), await found(list.objectId)]).toEqual([gone, gone]);
  const there = { key: true, onDisk: true };
  expect([await found(claimed.objectId), await found(fresh.objectId)]).toEqual([there, there]);
  await expect(
    addLesson(author, { courseId, title: "Late", text: "# Late\n", objectId: left.objectId }),
  ).rejects.toMatchObject({ code: "conflict" });
});
