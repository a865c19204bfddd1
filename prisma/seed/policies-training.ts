import "server-only";
import { assignCourse } from "@/lib/policies/training/assign-course";
import { readAttempt } from "@/lib/policies/training/queries";
import { beginAttempt, gradeAttempt } from "@/lib/policies/training/take-quiz";
import { addLesson, addQuestion, createCourse, publishCourse } from "@/lib/policies/training/write-course";
import type { SeedContext } from "./context";

const lessons = [
  {
    title: "How to see it",
    text: "A false mail wants you to act **before** you think. Look for three things:\n\n- **Haste.** “Your account closes today.”\n- **A sender that is nearly right.** `northwind-heatlh.example` is not us.\n- **A link that goes elsewhere.** Rest the pointer on it, or hold it with your finger, and read the address.\n",
  },
  {
    title: "What to do",
    text: "Do not answer, do not open, do not forward. **Report it**, then delete it. If you clicked: report that too, at once. Nobody is blamed for reporting; minutes count.\n",
  },
];
const questions = [
  {
    kind: "single" as const,
    text: "A mail from “IT” asks for your password within the hour. What do you do?",
    options: "Send it: IT needs it\n*Report the mail\nForward it to a colleague and ask",
    right: ["Report the mail"],
  },
  {
    kind: "multiple" as const,
    text: "What are signs of a false mail?",
    options: "*It is in a hurry\n*The sender's address is nearly right\nIt has a greeting",
    right: ["It is in a hurry", "The sender's address is nearly right"],
  },
  {
    kind: "true_false" as const,
    text: "Whoever clicked keeps it to themselves.",
    truth: "false" as const,
    right: ["False"],
  },
];

/** A course for one department; every second person has passed it. */
export async function seedTraining(context: SeedContext): Promise<void> {
  const author = context.actor("mara.lindner");
  const courseId = await context.daysAgo(12, async () => {
    const course = await createCourse(author, {
      title: "Recognise false mails",
      description: "Ten minutes: how to see a false mail, and what to do with it.",
      audience: [{ kind: "department", value: "Care" }],
    });
    for (const lesson of lessons) await addLesson(author, { ...course, ...lesson });
    for (const { right: _, ...question } of questions) await addQuestion(author, { ...course, ...question });
    await publishCourse(author, course);
    await assignCourse(context.system("policies-assign-course"), course);
    return course.courseId;
  });
  const people = Object.values(context.people).filter(({ roles }) => !roles.includes("customer"));
  let asked = 0;
  for (const person of people) {
    // Whoever was not asked finds no course.
    const attempt = await context.daysAgo(9, () => beginAttempt(person, { courseId }).catch(() => null));
    if (!attempt) continue;
    asked += 1;
    if (asked % 2 === 1) continue;
    const { questions: shown } = await readAttempt(person, attempt);
    const answers = Object.fromEntries(
      shown.map(({ id, text, options }) => {
        const right = questions.find((question) => question.text === text)?.right ?? [];
        return [id, options.flatMap(({ value, label }) => (right.includes(label) ? [value] : []))];
      }),
    );
    await context.daysAgo(8, () => gradeAttempt(person, { attemptId: attempt.attemptId, answers }));
  }
}
