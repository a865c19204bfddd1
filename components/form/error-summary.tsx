import type { RefObject } from "react";
import { Alert } from "../ui/alert";
import { fieldId } from "./form-context";

/** Two or more errors at once: each a link to its field. The message says what was not changed. */
export function ErrorSummary({
  formId,
  message,
  fieldErrors,
  anchor,
}: {
  formId: string;
  message: string;
  fieldErrors: Record<string, string[]>;
  anchor: RefObject<HTMLDivElement | null>;
}) {
  return (
    <div ref={anchor} tabIndex={-1} className="rounded-lg" data-slot="error-summary">
      <Alert tone="danger" title={message} live="assertive">
        <ul className="mt-1 list-disc pl-4">
          {Object.entries(fieldErrors).flatMap(([name, errors]) =>
            errors.map((error) => (
              <li key={`${name}-${error}`}>
                <a href={`#${fieldId(formId, name)}`} className="inline-flex min-h-6 items-center">
                  {error}
                </a>
              </li>
            )),
          )}
        </ul>
      </Alert>
    </div>
  );
}
