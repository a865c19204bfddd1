"use client";

import { Checkbox } from "../ui/checkbox";
import type { Choice } from "./choice-field";
import { FieldError, FieldHelp, type FieldProps, wiring } from "./field";
import { useField } from "./form-context";

/** Several of a few, all visible, each with its line of explanation; posts one value per ticked box. */
export function CheckboxGroupField({
  name,
  label,
  help,
  choices,
  className,
}: FieldProps & { choices: readonly Choice[]; className?: string }) {
  const field = useField(name);
  const wires = wiring(field.id, help, field.errors);
  return (
    <fieldset data-slot="field" className={className} aria-describedby={wires["aria-describedby"]}>
      <legend className="mb-2 font-medium">{label}</legend>
      <div className="grid gap-2">
        {choices.map(({ value, label: words, description }, index) => {
          const checked = field.checked(value, undefined);
          // The first has the field's own id: the error summary leads there.
          const id = index === 0 ? field.id : `${field.id}-${index}`;
          return (
            <div key={value}>
              <label htmlFor={id} className="flex min-h-6 items-start gap-3 max-md:min-h-11 max-md:items-center">
                <Checkbox
                  key={String(checked)}
                  id={id}
                  name={name}
                  value={value}
                  defaultChecked={checked}
                  aria-invalid={wires["aria-invalid"]}
                  aria-describedby={description ? `${id}-description` : undefined}
                />
                <span className="font-medium">{words}</span>
              </label>
              {description ? (
                <p id={`${id}-description`} className="ml-8 text-muted-foreground">
                  {description}
                </p>
              ) : null}
            </div>
          );
        })}
      </div>
      <div className="mt-1.5 grid gap-1.5">
        {help ? <FieldHelp id={field.id}>{help}</FieldHelp> : null}
        <FieldError id={field.id} errors={field.errors} />
      </div>
    </fieldset>
  );
}
