/** A path of the subset everybody uses: `$`, `.name`, `['name']`, `[0]`, `[*]`. */
type Step = { kind: "name"; name: string } | { kind: "index"; index: number } | { kind: "all" };

const token = /\.([A-Za-z_][\w-]*)|\[(?:'([^']*)'|"([^"]*)"|(\d{1,9})|(\*))\]/y;

/** The steps of a path. @throws RangeError that says where it stops being one */
export function parsePath(path: string): Step[] {
  if (!path.startsWith("$")) throw new RangeError("A path begins with $, such as $.users[*].");
  const steps: Step[] = [];
  token.lastIndex = 1;
  while (token.lastIndex < path.length) {
    const at = token.lastIndex;
    const found = token.exec(path);
    if (!found) throw new RangeError(`The path is not understood from “${path.slice(at, at + 20)}” on.`);
    const [, plain, single, double, index, all] = found;
    const name = plain ?? single ?? double;
    if (name !== undefined) steps.push({ kind: "name", name });
    else if (index !== undefined) steps.push({ kind: "index", index: Number(index) });
    else if (all !== undefined) steps.push({ kind: "all" });
  }
  return steps;
}

/** Every value a path leads to, in the order of the document; none where a name or index is missing. */
export function valuesAt(document: unknown, path: string): unknown[] {
  let values: unknown[] = [document];
  for (const step of parsePath(path)) values = values.flatMap((value) => next(value, step));
  return values;
}

function next(value: unknown, step: Step): unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step.kind === "all") return Array.isArray(value) ? value : Object.values(value);
  if (step.kind === "index") return Array.isArray(value) && step.index < value.length ? [value[step.index]] : [];
  return !Array.isArray(value) && Object.hasOwn(value, step.name)
    ? [(value as Record<string, unknown>)[step.name]]
    : [];
}

/**
 * Values as rows: a path that ends at one list means its elements. Objects become columns in the order their names first
 * appear, anything nested is JSON in its cell; plain values stand in the column `value`.
 */
export function rowsOf(values: readonly unknown[]): {
  columns: string[];
  rows: (string | number | boolean | null)[][];
} {
  const only = values.length === 1 && Array.isArray(values[0]) ? (values[0] as unknown[]) : values;
  const records = only.map((value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? new Map(Object.entries(value))
      : new Map<string, unknown>([["value", value]]),
  );
  const columns = [...new Set(records.flatMap((record) => [...record.keys()]))];
  return { columns, rows: records.map((record) => columns.map((column) => cell(record.get(column)))) };
}

function cell(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "object") return JSON.stringify(value);
  return value as string | number | boolean;
}
