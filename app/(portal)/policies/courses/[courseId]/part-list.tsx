import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { removePartAction } from "../actions";

type Props = {
  organizationId: string;
  hidden: { courseId: string };
  draft: boolean;
  parts: readonly { id: string; words: string; note?: string }[];
};

/** Lessons or questions of a course; of a draft each can be taken out again. */
export function PartList({ organizationId, hidden, draft, parts }: Props) {
  if (parts.length === 0) return <p className="text-muted-foreground">None yet.</p>;
  return (
    <ol className="grid gap-2">
      {parts.map((part) => (
        <li
          key={part.id}
          className="flex flex-wrap items-center justify-between gap-3 rounded-md border border-border bg-card p-3"
        >
          <span className="grid min-w-0 wrap-anywhere">
            {part.words}
            {part.note ? <span className="text-xs text-muted-foreground">{part.note}</span> : null}
          </span>
          {draft ? (
            <ActionForm
              action={removePartAction}
              organizationId={organizationId}
              hidden={{ ...hidden, partId: part.id }}
            >
              <SubmitButton variant="ghost" size="sm">
                Remove<span className="sr-only">: {part.words}</span>
              </SubmitButton>
            </ActionForm>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
