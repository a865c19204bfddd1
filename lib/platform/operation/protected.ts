import "server-only";

/** Values that may stand in the change of an event (A1): no floats, no dates, nothing undefined. */
export type Plain = string | boolean | null | number | Plain[] | { [name: string]: Plain };

/** A value about a person: encrypted in the leaf under that person's key, so that erasure reaches it (A17). */
export class ProtectedValue {
  constructor(
    readonly subject: string,
    readonly value: Plain,
  ) {}
}

/** Marks a value as being about a person; `subject` is `person:<id>` or `subject:<pseudonym>`. */
export function about(subject: string, value: Plain): ProtectedValue {
  return new ProtectedValue(subject, value);
}

export function aboutPerson(personId: string, value: Plain): ProtectedValue {
  return about(`person:${personId}`, value);
}

export type Recordable = Plain | ProtectedValue | Recordable[] | { [name: string]: Recordable | undefined };
