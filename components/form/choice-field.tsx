"use client";

import type { ComponentProps } from "react";
import { Checkbox } from "../ui/checkbox";
import { Radio, RadioGroup } from "../ui/radio-group";
import { Select } from "../ui/select";
import { Field, FieldError, FieldHelp, type FieldProps, wiring } from "./field";
import { useField } from "./form-context";

export type Choice = { value: string; label: string; description?: string };

/** One of several in a native select. `placeholder` is the empty first choice. */
export function SelectField({
  name,
  label,
  help,
  optional,
  choices,
  placeholder,
  defaultValue,
  className,
  ...props
}: FieldProps &
  Omit<ComponentProps<"select">, "name" | "defaultValue" | "value" | "id" | "children"> & {
    choices: readonly Choice[];
    placeholder?: string;
    defaultValue?: string;
  }) {
  const field = useField(name);
  const value = field.value(defaultValue) ?? "";
  return (
    <Field id={field.id} label={label} help={help} errors={field.errors} optional={optional} className={className}>
      {(wires) => (
        // A form reset takes a select back to its first render's default: the key makes what was chosen that default.
        <Select key={value} name={name} defaultValue={value} required={!optional} {...props} {...wires}>
          {placeholder === undefined ? null : <option value="">{placeholder}</option>}
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** One of a few, all visible, each with its line of explanation. */
export function RadioField({
  name,
  label,
  help,
  optional,
  choices,
  defaultValue,
  className,
}: FieldProps & {
  choices: readonly Choice[];
  defaultValue?: string;
  className?: string;
}) {
  const field = useField(name);
  const value = field.value(defaultValue);
  const wires = wiring(field.id, help, field.errors);
  return (
    <div className={className}>
      <RadioGroup legend={label} aria-describedby={wires["aria-describedby"]}>
        {choices.map((choice, index) => (
          <Radio
            key={`${choice.value}-${value === choice.value}`}
            id={index === 0 ? field.id : undefined}
            name={name}
            value={choice.value}
            label={choice.label}
            description={choice.description}
            defaultChecked={value === choice.value}
            required={!optional}
          />
        ))}
      </RadioGroup>
      <div className="mt-1.5 grid gap-1.5">
        {help ? <FieldHelp id={field.id}>{help}</FieldHelp> : null}
        <FieldError id={field.id} errors={field.errors} />
      </div>
    </div>
  );
}

/** A box to tick; posts `value` ("on" unless given) when ticked, nothing when not. */
export function CheckboxField({
  name,
  label,
  help,
  optional = false,
  value = "on",
  defaultChecked,
  className,
  ...props
}: FieldProps & Omit<ComponentProps<typeof Checkbox>, "name" | "id" | "value"> & { value?: string }) {
  const field = useField(name);
  const checked = field.checked(value, defaultChecked);
  // Several boxes may share a name: each needs an id of its own for its label.
  const id = value === "on" ? field.id : `${field.id}-${value.replace(/[^A-Za-z0-9_-]/g, "-")}`;
  return (
    <div data-slot="field" className={className}>
      <label htmlFor={id} className="flex min-h-6 items-start gap-3 max-md:min-h-11 max-md:items-center">
        <Checkbox
          key={String(checked)}
          name={name}
          value={value}
          defaultChecked={checked}
          required={!optional}
          {...props}
          {...wiring(id, help, field.errors)}
        />
        <span className="font-medium">{label}</span>
      </label>
      <div className="ml-8 grid gap-1">
        {help ? <FieldHelp id={id}>{help}</FieldHelp> : null}
        <FieldError id={id} errors={field.errors} />
      </div>
    </div>
  );
}
