import type { Metadata } from "next";
import { pageLoader } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { DueDate } from "@/components/status/due-date";
import { ExactTime } from "@/components/status/relative-time";
import { countWords } from "@/components/table/list-url";
import { Alert } from "@/components/ui/alert";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { learnCourse } from "@/lib/policies/training/queries";
import { ReadingText } from "../../reading-text";
import { beginAttemptAction } from "../actions";
import { PassedPolicies } from "../passed-policies";
import { LessonMediaView } from "./lesson-media";

const load = pageLoader((actor, courseId) => learnCourse(actor, { courseId }));

export async function generateMetadata({ params }: { params: Promise<{ courseId: string }> }): Promise<Metadata> {
  const { title } = await load((await params).courseId);
  return { title: title };
}

export default async function CoursePage({ params }: { params: Promise<{ courseId: string }> }) {
  const { actor, organization } = await requireSession();
  const { courseId } = await params;
  const course = await load(courseId);
  const zone = organization.timeZone;
  const last = course.attempts.at(-1);
  return (
    <Page width="reading">
      <PageHead
        title={course.title}
        lead={course.description}
        crumbs={[
          { label: "Policies", href: "/policies" },
          { label: "Training", href: "/policies/training" },
          { label: course.title },
        ]}
      />
      {course.status === "open" ? <DueDate due={course.dueOn} why={course.dueWhy} zone={zone} /> : null}
      {course.certificate ? (
        <Alert tone="success" title="You have passed this course">
          <TextLink inline href={`/verify/certificate/${course.certificate}`}>
            Open the certificate
          </TextLink>
        </Alert>
      ) : null}
      <PassedPolicies policies={course.policies} organizationId={actor.organizationId} />
      {course.lessons.map((lesson, position) => (
        <section key={lesson.id} className="grid gap-3" aria-label={lesson.title}>
          <h2 className="text-title wrap-anywhere">{`${position + 1}. ${lesson.title}`}</h2>
          <LessonMediaView lesson={lesson} />
          <div className="text-reading">
            <ReadingText organizationId={actor.organizationId} isDraft={false} text={lesson.text} />
          </div>
        </section>
      ))}
      {course.status === "open" ? (
        <section className="grid gap-3 rounded-lg border border-border bg-card p-4">
          <h2 className="text-section">Quiz</h2>
          <p className="text-muted-foreground">
            {`${countWords(course.questions, "question")}. You pass with ${course.passPercent}%. You have ${course.maxAttempts} attempts, then you wait ${course.coolDownHours} hours.`}
          </p>
          {last ? <p>{`Last time: ${last.right} of ${last.total} right.`}</p> : null}
          {course.waitsUntil ? (
            <Alert tone="info" title="Read the lessons again first">
              You can try again from <ExactTime value={course.waitsUntil.toISOString()} zone={zone} />.
            </Alert>
          ) : (
            <ActionForm
              action={beginAttemptAction}
              organizationId={actor.organizationId}
              hidden={{ courseId }}
              submitLabel={course.openAttemptId ? "Go on with the quiz" : "Begin the quiz"}
              pendingLabel="One moment…"
            />
          )}
        </section>
      ) : null}
    </Page>
  );
}
