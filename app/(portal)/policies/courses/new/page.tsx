import type { Metadata } from "next";
import { pageResult } from "@/app/page-errors";
import { ActionForm } from "@/components/form/action-form";
import { CheckboxField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Page, PageHead } from "@/components/shell/page";
import { requireSession } from "@/lib/platform/auth/actor";
import { audienceChoices } from "@/lib/policies/queries/audience-choices";
import { courseChoices } from "@/lib/policies/training/course-queries";
import { AudienceFields } from "../../audience-fields";
import { createCourseAction } from "../actions";

export const metadata: Metadata = { title: "New course" };

const numbers = [
  { name: "passPercent", label: "Pass mark in per cent", defaultValue: "80" },
  { name: "maxAttempts", label: "Attempts before a pause", defaultValue: "3" },
  { name: "coolDownHours", label: "Pause in hours", defaultValue: "24" },
  { name: "validMonths", label: "Valid for months", defaultValue: "12" },
  { name: "dueDays", label: "Days to take it", defaultValue: "30" },
];

export default async function NewCoursePage() {
  const { actor } = await requireSession();
  const policies = await pageResult(() => courseChoices(actor, {}));
  const choices = await pageResult(() => audienceChoices(actor, {}));
  return (
    <Page width="form">
      <PageHead title="New course" lead="Then you add lessons and questions, and publish it." />
      <ActionForm
        action={createCourseAction}
        organizationId={actor.organizationId}
        submitLabel="Begin course"
        pendingLabel="Saving…"
      >
        <TextField name="title" label="Title" maxLength={160} />
        <TextareaField name="description" label="What is it for?" rows={3} maxLength={2000} />
        {numbers.map((field) => (
          <TextField key={field.name} {...field} type="number" inputMode="numeric" />
        ))}
        <AudienceFields choices={choices} />
        <fieldset className="grid gap-2">
          <legend className="font-medium">Policies that are acknowledged only after this course</legend>
          {policies.map(({ id, reference, title }) => (
            <CheckboxField key={id} name="policyIds" value={id} label={`${reference} ${title}`} optional />
          ))}
        </fieldset>
      </ActionForm>
    </Page>
  );
}
