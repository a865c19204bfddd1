"use server";

import { defineAction } from "@/lib/platform/http/define-action";
import type { FormInput } from "@/lib/platform/http/form-input";
import { beginAttempt, gradeAttempt } from "@/lib/policies/training/take-quiz";

export const beginAttemptAction = defineAction(beginAttempt, {
  redirectTo: ({ attemptId }) => `/policies/training/attempts/${attemptId}`,
});

/** Fields named `q.<question id>` hold what was chosen. */
function answersOf(form: FormInput) {
  const chosen = Object.entries(form).flatMap(([name, value]) =>
    name.startsWith("q.") ? [[name.slice(2), Array.isArray(value) ? value : [value]]] : [],
  );
  return { attemptId: form.attemptId, answers: Object.fromEntries(chosen) };
}

export const gradeAttemptAction = defineAction(gradeAttempt, {
  input: answersOf,
  redirectTo: ({ attemptId }) => `/policies/training/attempts/${attemptId}`,
});
