import { FileUpload } from "@/components/audit/file-upload";
import { ActionForm } from "@/components/form/action-form";
import { SelectField } from "@/components/form/choice-field";
import { TextareaField, TextField } from "@/components/form/text-field";
import { Fold } from "@/components/support/fold";
import { QuestionKind, questionKindLabels } from "@/lib/policies/training/schema";
import { addLessonAction, addQuestionAction } from "../actions";

const folded = "rounded-lg border border-border bg-card p-4";

/** Forms that add a lesson or a question to a draft. */
export function AddParts({
  largest,
  ...form
}: {
  organizationId: string;
  hidden: { courseId: string };
  largest: number;
}) {
  return (
    <>
      <Fold title="Add a lesson" className={folded}>
        <ActionForm action={addLessonAction} {...form} submitLabel="Add lesson" className="pt-3">
          <TextField name="title" label="Title" maxLength={160} />
          <FileUpload
            url="/api/v1/policies/lessons/files"
            label="Film or document"
            help="If there is one: MP4, WebM or PDF."
            largest={largest}
          />
          <TextareaField
            name="text"
            label="Text"
            help="Markdown. With a film or a document: what it says, for whoever cannot see or hear it."
            rows={12}
          />
        </ActionForm>
      </Fold>
      <Fold title="Add a question" className={folded}>
        <ActionForm action={addQuestionAction} {...form} submitLabel="Add question" className="pt-3">
          <TextareaField name="text" label="Question" rows={2} maxLength={1000} />
          <SelectField
            name="kind"
            label="Kind"
            placeholder="Choose"
            choices={QuestionKind.options.map((value) => ({ value, label: questionKindLabels[value] }))}
          />
          <TextareaField
            name="options"
            label="Answers"
            help="One a line; a star before each right one. Not for true or false."
            rows={5}
            optional
          />
          <SelectField
            name="truth"
            label="Is it true?"
            help="For true or false only."
            placeholder="Choose"
            choices={[
              { value: "true", label: "True" },
              { value: "false", label: "False" },
            ]}
            optional
          />
        </ActionForm>
      </Fold>
    </>
  );
}
