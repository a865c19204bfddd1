import { foreign, nameless, one, type Probes, received, type Side, sentence, state } from "./probes";

const course = (more: Record<string, unknown> = {}) => one("training_course", more, "courseId");
const open = (side: Side) => side.row("training_assignment", state("open"));
const learner = { as: (side: Side) => side.row("training_attempt").person_id };

/** Training. */
export const trainingProbes: Probes = {
  "training.check-certificate": foreign((their) => ({ code: their.row("training_certificate").code })),
  "training.assign": course(),
  "training.in-use": nameless(),
  "training.choices": nameless(),
  "training.detail": course(),
  "training.list": nameless(),
  "training.lesson-file": foreign(
    (their) => ({
      lessonId: their.id("training_lesson", (row) => row.object_id !== null),
    }),
    learner,
  ),
  "training.store-file": nameless(() => ({ ...received(), mediaType: "application/pdf" })),
  "training.attempt": foreign((their) => ({ attemptId: their.id("training_attempt") }), learner),
  "training.learn": foreign((their) => ({ courseId: their.id("training_course") }), learner),
  "training.mine": nameless(),
  "training.begin": foreign((their) => ({ courseId: open(their).course_id }), { as: (side) => open(side).person_id }),
  "training.grade": foreign((their) => ({ attemptId: their.id("training_attempt"), answers: {} }), learner),
  "training.add-lesson": [
    course({ title: "Gates", text: sentence }),
    foreign(
      (their, our) => ({
        courseId: our.id("training_course", (row) => row.status === "draft"),
        title: "Gates",
        text: sentence,
        objectId: their.id("stored_object", (row) => row.purpose === "training" && row.expires_at !== null),
      }),
      { expect: "conflict", why: "a file that was used, waited too long or never was: one answer" },
    ),
  ],
  "training.add-question": course({ kind: "true_false", text: "Is the gate shut?", truth: "true" }),
  "training.create-course": [
    foreign((their) => ({ title: "Gates", description: sentence, policyIds: [their.id("policy")] })),
    foreign((their) => ({
      title: "Gates",
      description: sentence,
      audience: [{ kind: "group", value: their.id("policy_group") }],
    })),
  ],
  "training.publish-course": course(),
  "training.remove-part": [
    foreign((their) => ({
      courseId: their.id("training_course"),
      partId: their.id("training_lesson"),
    })),
    foreign(
      (their, our) => ({
        courseId: our.id("training_course", (row) => row.status === "draft"),
        partId: their.id("training_lesson"),
      }),
      { own: "not_found", why: "the lesson belongs to another course" },
    ),
  ],
  "training.retire-course": course(),
};
