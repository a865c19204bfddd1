import { readdir } from "node:fs/promises";
import { PDFDocument, PDFName } from "pdf-lib";
import { describe, expect, test } from "vitest";
import type { TestOrganization } from "@/scripts/testing/organization";
import { policyStory } from "../testing/story";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, theirs, files, rows } = twoOrganizations();

async function acts() {
  const [write, assign, quiz, queries, files, receive] = await Promise.all([
    import("./write-course"),
    import("./assign-course"),
    import("./take-quiz"),
    import("./queries"),
    import("./lesson-files"),
    import("./receive-lesson-file"),
  ]);
  return { ...write, ...assign, ...quiz, ...queries, ...files, ...receive };
}

const pieces = async function* (bytes: Buffer) {
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
};
const mp4 = Buffer.concat([
  Buffer.from("00000018667479706d703432000000006d70343269736f6d", "hex"),
  Buffer.alloc(5000, 7),
]);
const store = async (bytes: Buffer, name = "film.mp4") => {
  const act = await acts();
  return act.storeLessonFile(ours.person.policy_author, await act.receiveLessonFile(pieces(bytes), name));
};

async function course(more: object = {}, objectId?: string) {
  const act = await acts();
  const author = ours.person.policy_author;
  const { courseId } = await act.createCourse(author, { title: "Doors", description: "Close them.", ...more });
  const lesson = { courseId, title: "Close", text: "# Close\n\nThe film shows a door being closed.\n", objectId };
  const { lessonId } = await act.addLesson(author, lesson);
  await act.addQuestion(author, { courseId, kind: "true_false", text: "Doors are closed.", truth: "true" });
  await act.publishCourse(author, { courseId });
  await act.assignCourse(ours.system(), { courseId });
  return { courseId, lessonId };
}
const pass = async (person: TestOrganization["person"]["employee"], courseId: string) => {
  const act = await acts();
  const { attemptId } = await act.beginAttempt(person, { courseId });
  const questions = await rows((tx) => tx.trainingQuestion.findMany({ where: { courseId } }));
  const answers = Object.fromEntries(questions.map(({ id, correct }) => [id, correct]));
  return act.gradeAttempt(person, { attemptId, answers });
};

describe("a film or a document in a lesson (P17)", () => {
  test("is taken by what it is, not by its name, and nothing else is stored", async () => {
    const { receiveLessonFile } = await acts();
    const { redPoint } = await import("../testing/documents");
    const refused: [string, Buffer][] = [
      ["film.mp4", Buffer.from("<html><script>alert(1)</script></html>")],
      ["film.mp4", Buffer.concat([Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'>"), mp4])],
      ["film.webm", Buffer.from("#!/bin/sh\nrm -rf /\n")],
      ["lesson.pdf", redPoint],
      ["film.mp4", Buffer.from("0000001466747970717420200000000071742020", "hex")],
      ["film.mp4", Buffer.alloc(0)],
    ];
    for (const [name, bytes] of refused) {
      await expect(receiveLessonFile(pieces(bytes), name)).rejects.toMatchObject({ code: "unsupported" });
    }
    const left = await readdir(files.folder, { recursive: true, withFileTypes: true });
    expect(left.filter((entry) => entry.isFile())).toEqual([]);
    const pdf = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
    expect((await receiveLessonFile(pieces(pdf), "../notes.exe")).mediaType).toBe("application/pdf");
    const webm = Buffer.from(
      "1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701",
      "hex",
    );
    expect((await receiveLessonFile(pieces(webm), "x")).mediaType).toBe("video/webm");
    expect(await receiveLessonFile(pieces(mp4), "a/b\u202Efilm.exe")).toMatchObject({
      mediaType: "video/mp4",
      fileName: "bfilm.exe",
      size: BigInt(mp4.length),
    });
  });

  test("belongs to one lesson, needs a text beside it, and cannot be another organisation's or evidence", async () => {
    const act = await acts();
    const author = ours.person.policy_author;
    const { objectId } = await store(mp4);
    const { courseId } = await act.createCourse(author, { title: "Draft", description: "x" });
    const lesson = { courseId, title: "Film", text: "What it says.", objectId };
    await expect(act.addLesson(author, { ...lesson, text: " " })).rejects.toMatchObject({ code: "invalid" });
    const foreign = await act.createCourse(theirs.person.policy_author, { title: "Theirs", description: "x" });
    await expect(
      act.addLesson(theirs.person.policy_author, { ...lesson, courseId: foreign.courseId }),
    ).rejects.toMatchObject({ code: "conflict" });
    await act.addLesson(author, lesson);
    await expect(act.addLesson(author, lesson)).rejects.toMatchObject({ code: "conflict" });
    await expect(act.addLesson(author, { ...lesson, objectId: crypto.randomUUID() })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(
      rows(
        (tx) =>
          tx.$executeRaw`insert into training_lesson (id, organization_id, course_id, position, title, text, object_id, file_name, media_type, size)
            values (gen_random_uuid(), ${ours.id}::uuid, ${courseId}::uuid, 9, 'x', 'x', gen_random_uuid(), 'x', 'text/html', 1)`,
      ),
    ).rejects.toThrow(/training_lesson_media/);
    const employee = ours.person.employee;
    await expect(act.storeLessonFile(employee, await act.receiveLessonFile(pieces(mp4), "x"))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("is shown to whoever is asked to take the course and to those who keep courses, in ranges", async () => {
    const act = await acts();
    const { rangeResponse } = await import("../../platform/http/file-response");
    const { objectId } = await store(mp4);
    const { lessonId, courseId } = await course({ audience: [{ kind: "role", value: "employee" }] }, objectId);
    const { employee, auditor, policy_author: author, compliance_officer: officer } = ours.person;
    for (const person of [employee, author, officer])
      expect((await act.lessonFile(person, { lessonId })).mediaType).toBe("video/mp4");
    const [lesson] = (await act.learnCourse(employee, { courseId })).lessons;
    expect(lesson).toMatchObject({
      mediaType: "video/mp4",
      fileName: "film.mp4",
      text: expect.stringContaining("door"),
    });
    for (const person of [theirs.person.employee, theirs.person.policy_author, ours.person.executive])
      await expect(act.lessonFile(person, { lessonId })).rejects.toMatchObject({ code: "not_found" });
    await expect(act.lessonFile(ours.person.customer, { lessonId })).rejects.toMatchObject({ code: "forbidden" });
    expect(auditor.roles).toContain("auditor");

    const { object, fileName, mediaType } = await act.lessonFile(employee, { lessonId });
    const answer = (range: Parameters<typeof rangeResponse>[3]) => rangeResponse(object, fileName, mediaType, range);
    const whole = await answer(null);
    expect(whole.status).toBe(200);
    expect(Buffer.from(await whole.arrayBuffer()).equals(mp4)).toBe(true);
    const part = await answer({ from: 4, to: 11 });
    expect(part.status).toBe(206);
    expect(Buffer.from(await part.arrayBuffer()).toString("latin1")).toBe("ftypmp42");
    expect(Object.fromEntries(part.headers)).toMatchObject({
      "content-type": "video/mp4",
      "content-range": `bytes 4-11/${mp4.length}`,
      "content-length": "8",
      "accept-ranges": "bytes",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "content-disposition": expect.stringMatching(/^attachment;/),
    });
    const outside = await answer("none");
    expect([outside.status, outside.headers.get("content-range")]).toEqual([416, `bytes */${mp4.length}`]);
  });
});

describe("whom a course is for (P11, P17)", () => {
  test("rules add up and an excluding one wins, as for policies", async () => {
    const act = await acts();
    await rows((tx) =>
      tx.membership.updateMany({ where: { personId: ours.person.employee.personId }, data: { department: "Care" } }),
    );
    const audience = [{ kind: "everyone" as const }, { kind: "department" as const, value: "Care", excluded: true }];
    const { courseId } = await course({ audience });
    await expect(act.learnCourse(ours.person.employee, { courseId })).rejects.toMatchObject({ code: "not_found" });
    expect((await act.learnCourse(ours.person.executive, { courseId })).status).toBe("open");
    const { courseDetail } = await import("./course-queries");
    expect((await courseDetail(ours.person.policy_author, { courseId })).audience).toMatch(/; not Care$/);
    for (const wrong of [
      [{ kind: "department", value: "Care", excluded: true }],
      [{ kind: "everyone", value: "x" }],
      [],
    ])
      await expect(
        act.createCourse(ours.person.policy_author, { title: "x", description: "x", audience: wrong as never }),
      ).rejects.toMatchObject({ code: "invalid" });
    await expect(
      rows(
        (tx) =>
          tx.$executeRaw`insert into training_audience (id, organization_id, course_id, kind) values (gen_random_uuid(), ${ours.id}::uuid, ${courseId}::uuid, 'everyone')`,
      ),
    ).rejects.toThrow(/stays as it is/);
  });
});

describe("passing leads to the policy (P15)", () => {
  test("its statement is shown, and acknowledging says that the training led to it; claimed in vain it does not", async () => {
    const act = await acts();
    const { acknowledgePolicy } = await import("../acknowledge-policy");
    const { executive, compliance_officer: officer } = ours.person;
    const story = await policyStory(ours);
    const made = await story.publish();
    const { courseId } = await course({
      policyIds: [made.policyId],
      audience: [{ kind: "role", value: "executive" }],
    });
    const acknowledge = (person: typeof executive) =>
      acknowledgePolicy(person, { ...made, typedName: "As typed", via: "training" });
    await expect(acknowledge(executive)).rejects.toMatchObject({ code: "conflict" });
    expect((await act.learnCourse(executive, { courseId })).policies).toEqual([]);
    const { attemptId } = await pass(executive, courseId);
    const shown = [{ policyId: made.policyId, versionId: made.versionId, number: 1, title: "Rules" }];
    expect((await act.readAttempt(executive, { attemptId })).policies).toMatchObject(shown);
    expect((await act.learnCourse(executive, { courseId })).policies).toMatchObject(shown);
    expect(await acknowledge(executive)).toMatchObject({ method: "training" });
    expect((await act.readAttempt(executive, { attemptId })).policies).toEqual([]);
    expect(await acknowledge(officer)).toMatchObject({ method: "portal" });
  });
});

test("a certificate is a tagged PDF with its facts and the address that proves it (P17)", async () => {
  const { certificatePdf } = await import("./certificate-pdf");
  const parts: Buffer[] = [];
  const certificate = {
    holder: "Émile Žák",
    course: "Doors",
    organization: "Ours",
    passedOn: "2026-03-03",
    validUntil: "2027-03-03",
    address: "https://portal.example/verify/certificate/AAAAAAAAAAAAAAAAAAAAAA",
  };
  for await (const part of certificatePdf(certificate)) parts.push(part as Buffer);
  const document = await PDFDocument.load(Buffer.concat(parts), { updateMetadata: false });
  expect(document.getPageCount()).toBe(1);
  expect(document.getTitle()).toBe("Certificate: Doors");
  expect(document.getSubject()).toBe("Certificate of training of Émile Žák");
  expect(String(document.catalog.lookup(PDFName.of("MarkInfo")))).toContain("/Marked true");
  expect(document.getCreationDate()?.toISOString()).toBe("2026-03-03T00:00:00.000Z");
});
