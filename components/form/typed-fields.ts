type Typed = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
export type Values = Record<string, string>;

const untyped = new Set(["hidden", "password", "file", "checkbox", "radio", "submit", "button", "reset", "image"]);
/** As `typedValues` on the server: secrets are typed again. What is typed to confirm is meant for now. */
const isSecret = (name: string) => /password|code|secret|confirmation/i.test(name);

/** The form's fields to type in or choose from, by name; those that share one in their order. */
function typedFields(form: HTMLFormElement): Map<string, Typed> {
  const found = new Map<string, Typed>();
  for (const field of form.elements) {
    if (!isTyped(field) || !field.name || isSecret(field.name) || untyped.has(field.type)) continue;
    let name = field.name;
    for (let place = 2; found.has(name); place++) name = `${field.name}#${place}`;
    found.set(name, field);
  }
  return found;
}

const isTyped = (field: Element): field is Typed =>
  field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement;

export function hasLongText(form: HTMLFormElement): boolean {
  return form.querySelector("textarea") !== null;
}

/** What the page itself wrote into the fields. */
export function givenValues(form: HTMLFormElement): Values {
  return Object.fromEntries([...typedFields(form)].map(([name, field]) => [name, givenTo(field)]));
}

function givenTo(field: Typed): string {
  if (!(field instanceof HTMLSelectElement)) return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value ?? "";
}

/** What differs from `given`. */
export function typedBy(form: HTMLFormElement, given: Values): Values {
  return Object.fromEntries(
    [...typedFields(form)]
      .map(([name, field]) => [name, field.value] as const)
      .filter(([name, value]) => value !== (given[name] ?? "")),
  );
}

/** Fills fields as a person would, so that whatever listens to them hears of it. @returns whether any changed */
export function fillIn(form: HTMLFormElement, values: Values): boolean {
  let changed = false;
  for (const [name, field] of typedFields(form)) {
    const value = values[name];
    if (value === undefined || value === field.value) continue;
    // React's own setter on the element would keep it from seeing a difference.
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, value);
    field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }));
    changed = true;
  }
  return changed;
}
