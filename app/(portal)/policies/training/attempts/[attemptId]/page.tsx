import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { Page, PageHead } from "@/components/shell/page";
import { Alert } from "@/components/ui/alert";
import { Checkbox } from "@/components/ui/checkbox";
import { Radio } from "@/components/ui/radio-group";
import { TextLink } from "@/components/ui/text-link";
import { requireSession } from "@/lib/platform/auth/actor";
import { readAttempt } from "@/lib/policies/training/queries";
import { gradeAttemptAction } from "../../actions";
import { PassedPolicies } from "../../passed-policies";

export const metadata: Metadata = { title: "Quiz" };

export default async function AttemptPage({ params }: { params: Promise<{ attemptId: string }> }) {
  const { actor } = await requireSession();
  const { attemptId } = await params;
  const { course, questions, graded, certificate, policies } = await pageResult(() =>
    readAttempt(actor, { attemptId }),
  );
  if (graded)
    return (
      <Page width="reading">
        <PageHead title={course.title} />
        <Alert tone={graded.passed ? "success" : "warning"} title={graded.passed ? "Passed" : "Not passed yet"}>
          {`${graded.right} of ${graded.total} questions right; ${course.passPercent}% are needed.`}
        </Alert>
        <PassedPolicies policies={policies} organizationId={actor.organizationId} />
        {certificate ? (
          <p>
            <TextLink href={`/verify/certificate/${certificate}`}>Open your certificate</TextLink>
          </p>
        ) : (
          <p>
            <TextLink href={`/policies/training/${course.id}`}>Back to the lessons</TextLink>
          </p>
        )}
      </Page>
    );
  return (
    <Page width="reading">
      <PageHead title={course.title} lead="Choose, then hand in. Nothing is graded before." />
      <ActionForm
        action={gradeAttemptAction}
        organizationId={actor.organizationId}
        hidden={{ attemptId }}
        submitLabel="Hand in"
        pendingLabel="Grading…"
      >
        {questions.map((question, position) => (
          <fieldset key={question.id} className="grid gap-2 rounded-lg border border-border bg-card p-4">
            <legend className="float-left mb-2 font-medium wrap-anywhere">{`${position + 1}. ${question.text}`}</legend>
            {question.kind === "multiple" ? (
              <p className="clear-left text-xs text-muted-foreground">Choose all that are right.</p>
            ) : null}
            {question.options.map(({ value, label }) =>
              question.kind === "multiple" ? (
                <label
                  key={value}
                  htmlFor={`q.${question.id}.${value}`}
                  className="clear-left flex min-h-11 items-center gap-3 px-3 wrap-anywhere"
                >
                  <Checkbox id={`q.${question.id}.${value}`} name={`q.${question.id}`} value={value} />
                  {label}
                </label>
              ) : (
                <Radio
                  key={value}
                  name={`q.${question.id}`}
                  value={value}
                  label={label}
                  required
                  className="clear-left wrap-anywhere"
                />
              ),
            )}
          </fieldset>
        ))}
      </ActionForm>
    </Page>
  );
}
