"use client";

import type { ComponentProps } from "react";
import { Input } from "../ui/input";
import { Textarea } from "../ui/textarea";
import { Field, type FieldProps } from "./field";
import { useField } from "./form-context";

/** One line of text, an address, a number, a date. A password is never given back. */
export function TextField({
  name,
  label,
  help,
  optional,
  defaultValue,
  className,
  ...props
}: FieldProps & Omit<ComponentProps<"input">, "name" | "defaultValue" | "value" | "id"> & { defaultValue?: string }) {
  const field = useField(name);
  const given = props.type === "password" || props.type === "file" ? undefined : field.value(defaultValue);
  return (
    <Field id={field.id} label={label} help={help} errors={field.errors} optional={optional} className={className}>
      {(wiring) => <Input name={name} defaultValue={given} required={!optional} {...props} {...wiring} />}
    </Field>
  );
}

/** Several lines; grows with what is typed. */
export function TextareaField({
  name,
  label,
  help,
  optional,
  defaultValue,
  className,
  ...props
}: FieldProps &
  Omit<ComponentProps<"textarea">, "name" | "defaultValue" | "value" | "id"> & { defaultValue?: string }) {
  const field = useField(name);
  return (
    <Field id={field.id} label={label} help={help} errors={field.errors} optional={optional} className={className}>
      {(wiring) => (
        <Textarea name={name} defaultValue={field.value(defaultValue)} required={!optional} {...props} {...wiring} />
      )}
    </Field>
  );
}
