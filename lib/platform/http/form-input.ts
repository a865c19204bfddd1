import "server-only";

export type FormInput = Record<string, string | string[]>;

/** A form's fields as an object: repeated names become lists, Next's own names and files are left out. */
export function formInput(form: FormData): FormInput {
  const input: FormInput = {};
  for (const name of new Set(form.keys())) {
    if (name.startsWith("$ACTION") || name === "__proto__") continue;
    const values = form.getAll(name).filter((value) => typeof value === "string");
    const [first] = values;
    if (first === undefined) continue;
    input[name] = values.length > 1 ? values : first;
  }
  return input;
}

/** What is given back to the form after an error; secrets are typed again. */
export function typedValues(input: FormInput): Record<string, string> {
  const entries = Object.entries(input).filter(([name]) => !/password|code|secret/i.test(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, Array.isArray(value) ? value.join(",") : value]));
}
