"use client";

import { createContext, useContext } from "react";

type FormContextValue = {
  id: string;
  errors: Record<string, string[]>;
  values: Record<string, string> | undefined;
  /** The portal gave no answer: there is nothing new to read. */
  lost?: boolean;
};

export const FormContext = createContext<FormContextValue>({ id: "form", errors: {}, values: undefined });

export type FieldState = {
  /** Id of the control; the error summary links to it. */
  id: string;
  errors: readonly string[];
  /** What was typed before an error, else what the caller gave. */
  value: (initial: string | undefined) => string | undefined;
  /** Whether a box was ticked before an error (an unticked one is not posted, several come joined), else what the caller gave. */
  checked: (value: string, initial: boolean | undefined) => boolean | undefined;
};

/** State of one field inside `ActionForm`; outside of one it is simply empty. */
export function useField(name: string): FieldState {
  const { id, errors, values } = useContext(FormContext);
  return {
    id: fieldId(id, name),
    errors: errors[name] ?? [],
    value: (initial) => (values ? (values[name] ?? initial) : initial),
    checked: (value, initial) => (values ? (values[name] ?? "").split(",").includes(value) : initial),
  };
}

export function fieldId(formId: string, name: string): string {
  return `${formId}-${name.replace(/[^A-Za-z0-9_-]/g, "-")}`;
}
