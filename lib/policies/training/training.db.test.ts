import { describe, expect, test } from "vitest";
import { env } from "@/lib/platform/env";
import { sequenceAll } from "../../audit/testing/sequence-all";
import { policyStory } from "../testing/story";
import { twoOrganizations } from "../testing/two-organizations";

const { ours, theirs, files, rows } = twoOrganizations();

async function acts() {
  const [write, assign, quiz, queries, course, certificate] = await Promise.all([
    import("./write-course"),
    import("./assign-course"),
    import("./take-quiz"),
    import("./queries"),
    import("./course-queries"),
    import("./certificate"),
  ]);
  return { ...write, ...assign, ...quiz, ...queries, ...course, ...certificate };
}
const at = async (moment: string) => (await import("../../platform/clock")).setClock(new Date(moment));

async function publishedCourse(policyIds: string[] = []) {
  const act = await acts();
  const author = ours.person.policy_author;
  const course = {
    title: "Phishing 🎣",
    description: "See it.",
    audience: [{ kind: "role" as const, value: "employee" }],
  };
  const { courseId } = await act.createCourse(author, { ...course, maxAttempts: 2, policyIds });
  await expect(act.publishCourse(author, { courseId })).rejects.toMatchObject({ code: "conflict" });
  await act.addLesson(author, { courseId, title: "Look", text: "# Look\n\nAt the sender.\n" });
  const options = "Click it\n*Report it\nForward it";
  await act.addQuestion(author, { courseId, kind: "single", text: "A strange mail?", options });
  await act.addQuestion(author, {
    courseId,
    kind: "multiple",
    text: "Signs?",
    options: "*Haste\n*Odd sender\nA greeting",
  });
  await act.addQuestion(author, { courseId, kind: "true_false", text: "Banks ask for PINs.", truth: "false" });
  await expect(
    act.addQuestion(author, { courseId, kind: "single", text: "?", options: "*a\n*b" }),
  ).rejects.toMatchObject({ code: "invalid" });
  await act.publishCourse(author, { courseId });
  await expect(act.addLesson(author, { courseId, title: "More", text: "# More\n" })).rejects.toMatchObject({
    code: "conflict",
  });
  await act.assignCourse(ours.system(), { courseId });
  return courseId;
}
const keyOf = (courseId: string) =>
  rows(async (tx) => {
    const questions = await tx.trainingQuestion.findMany({ where: { courseId } });
    return Object.fromEntries(questions.map(({ id, correct }) => [id, correct]));
  });

describe("a course from its first line to its certificate (P17)", () => {
  test("answers stay on the server, the score is computed there, attempts pause, and passing is proven to anybody", async () => {
    const act = await acts();
    const { employee, auditor, policy_author: author } = ours.person;
    await at("2026-03-02T09:00:00Z");
    const courseId = await publishedCourse();
    expect(await act.assignCourse(ours.system(), { courseId })).toMatchObject({ asked: 0 });
    expect((await act.myTraining(employee, {})).due).toMatchObject([{ courseId, dueOn: "2026-04-01" }]);
    expect((await act.myTraining(auditor, {})).due).toEqual([]);
    await expect(act.learnCourse(auditor, { courseId })).rejects.toMatchObject({ code: "not_found" });
    await expect(act.learnCourse(theirs.person.employee, { courseId })).rejects.toMatchObject({ code: "not_found" });
    await expect(act.createCourse(employee, { title: "x", description: "x" })).rejects.toMatchObject({
      code: "forbidden",
    });

    const { attemptId } = await act.beginAttempt(employee, { courseId });
    expect(await act.beginAttempt(employee, { courseId })).toMatchObject({ attemptId });
    // Everything that reaches a browser before grading, whoever looks: no word of which answer is right.
    const shown = [
      await act.learnCourse(employee, { courseId }),
      await act.readAttempt(employee, { attemptId }),
      await act.myTraining(employee, {}),
      await act.courseDetail(auditor, { courseId }),
      await act.courseDetail(author, { courseId }),
      await act.listCourses(auditor, {}),
    ];
    for (const response of shown) {
      const names = new Set<string>();
      JSON.stringify(response, (name, value) => {
        names.add(name);
        return value;
      });
      for (const name of ["correct", "answers", "rightIds", "layout"]) expect(names).not.toContain(name);
      expect(JSON.stringify(response)).not.toContain("*");
    }
    const events = await rows((tx) => tx.auditEvent.findMany({ where: { action: "training.add-question" } }));
    for (const event of events) expect(Buffer.from(event.leaf).toString()).not.toMatch(/correct|Report it|\*/);

    const key = await keyOf(courseId);
    const attempt = await act.readAttempt(employee, { attemptId });
    expect(attempt.questions.map(({ id }) => id).sort()).toEqual(Object.keys(key).sort());
    await expect(act.readAttempt(author, { attemptId })).rejects.toMatchObject({ code: "not_found" });
    await expect(act.gradeAttempt(author, { attemptId, answers: key })).rejects.toMatchObject({ code: "not_found" });
    // What the browser claims about its score is not read.
    const claimed = { attemptId, answers: {}, right: 3, passed: true } as {
      attemptId: string;
      answers: Record<string, number[]>;
    };
    expect(await act.gradeAttempt(employee, claimed)).toMatchObject({ right: 0, total: 3, passed: false });
    await expect(act.gradeAttempt(employee, { attemptId, answers: key })).rejects.toMatchObject({ code: "conflict" });
    await expect(
      rows((tx) => tx.$executeRaw`update training_attempt set passed = true where id = ${attemptId}::uuid`),
    ).rejects.toThrow(/graded once/);
    await expect(
      rows(
        (tx) =>
          tx.$executeRaw`update training_assignment set status = 'passed', passed_on = now(), valid_until = now() where course_id = ${courseId}::uuid`,
      ),
    ).rejects.toThrow(/without an attempt/);

    const second = await act.beginAttempt(employee, { courseId });
    await act.gradeAttempt(employee, { attemptId: second.attemptId, answers: {} });
    await expect(act.beginAttempt(employee, { courseId })).rejects.toMatchObject({
      message: expect.stringContaining("used your 2 attempts"),
    });
    await at("2026-03-03T08:59:59Z");
    await expect(act.beginAttempt(employee, { courseId })).rejects.toMatchObject({ code: "conflict" });
    await at("2026-03-03T09:00:00Z");
    const third = await act.beginAttempt(employee, { courseId });
    expect(await act.gradeAttempt(employee, { attemptId: third.attemptId, answers: key })).toMatchObject({
      passed: true,
    });
    await expect(act.beginAttempt(employee, { courseId })).rejects.toMatchObject({ code: "not_found" });

    const [held] = (await act.myTraining(employee, {})).passed;
    expect(held).toMatchObject({ passedOn: "2026-03-03", validUntil: "2027-03-03", valid: true });
    const read = (code = held?.code ?? "") => act.readCertificate(code, { requestId: "test" });
    // Nothing is said before it is signed.
    expect(await read()).toEqual({ state: "waiting" });
    await expect(act.provenCertificate(held?.code ?? "", { requestId: "test" })).rejects.toMatchObject({
      message: expect.stringMatching(/being signed. Try again/),
    });
    await sequenceAll(env.DATABASE_URL, files.folder);
    const certificate = await act.provenCertificate(held?.code ?? "", { requestId: "test" });
    expect(certificate).toEqual({
      state: "proven",
      holder: employee.name,
      course: "Phishing 🎣",
      organization: "Ours",
      passedOn: "2026-03-03",
      validUntil: "2027-03-03",
      valid: true,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      place: {
        index: expect.any(Number),
        size: expect.any(Number),
        origin: expect.any(String),
        vkey: expect.any(String),
      },
    });
    const entries = await rows((tx) =>
      tx.auditEvent.findMany({ where: { action: "training.grade", resourceId: courseId, outcome: "success" } }),
    );
    const certified = entries.map(({ leaf }) => JSON.parse(Buffer.from(leaf).toString()).change.after.certificate);
    expect(certified.filter((one) => one !== undefined)).toEqual([certificate.fingerprint]);
    await expect(read("A".repeat(22))).rejects.toMatchObject({ code: "not_found" });
    expect((await act.listCourses(auditor, {}))[0]?.passed).toEqual({ numerator: 1, denominator: 1, rate: 1 });

    // Thirty days before its end it is asked again; until then the old one counts, afterwards no more; long after it is a violation.
    await at("2027-01-31T09:00:00Z");
    expect(await act.assignCourse(ours.system(), { courseId })).toMatchObject({ asked: 0 });
    await at("2027-02-01T09:00:00Z");
    expect(await act.assignCourse(ours.system(), { courseId })).toMatchObject({ asked: 1 });
    expect((await act.myTraining(employee, {})).due).toMatchObject([{ dueOn: "2027-03-03", round: 2 }]);
    expect((await act.listCourses(auditor, {}))[0]?.passed.numerator).toBe(1);
    const { policyFigures } = await import("../queries/compliance-status");
    expect((await policyFigures(auditor, {})).trainingRate).toEqual({ numerator: 1, denominator: 1, rate: 1 });
    await at("2027-03-18T09:00:00Z");
    expect(await read()).toMatchObject({ state: "proven", valid: false });
    expect((await act.listCourses(auditor, {}))[0]?.passed.numerator).toBe(0);
    const { findUntrained } = await import("../violations/detect");
    expect(await findUntrained(ours.system(), {})).toMatchObject({ opened: 1 });
    expect(await findUntrained(ours.system(), {})).toMatchObject({ opened: 0 });
    const late = await policyFigures(auditor, {});
    expect(late.trainingRate).toEqual({ numerator: 0, denominator: 1, rate: 0 });
    expect(late.violations.byStatus).toMatchObject({ open: 1, resolved: 0 });
    await act.retireCourse(author, { courseId });
  });
});

describe("required training comes first (P14)", () => {
  test("for whom the course is asked, a policy is acknowledged after passing it", async () => {
    const act = await acts();
    const { employee, compliance_officer: officer } = ours.person;
    const story = await policyStory(ours);
    const made = await story.publish();
    const courseId = await publishedCourse([made.policyId]);
    await expect(story.acknowledge(employee, made.policyId, made.versionId)).rejects.toMatchObject({
      message: expect.stringContaining("Phishing 🎣"),
    });
    await story.acknowledge(officer, made.policyId, made.versionId);
    const { attemptId } = await act.beginAttempt(employee, { courseId });
    await act.gradeAttempt(employee, { attemptId, answers: await keyOf(courseId) });
    await story.acknowledge(employee, made.policyId, made.versionId);
  });
});
