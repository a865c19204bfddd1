const encoder = new TextEncoder();

/** Deeper input is refused with a clear error before the call stack is: nobody's record is this deep. */
const maxDepth = 2000;

/**
 * The canonical UTF-8 bytes of a JSON value (RFC 8785): keys sorted by UTF-16 code units, ECMAScript numbers, no spaces.
 * Throws TypeError on what JSON cannot say (undefined, functions, symbols, bigint, class instances, lone surrogates) and
 * RangeError on NaN, the infinities, cycles and values nested deeper than 2,000.
 */
export function canonicalize(value: unknown): Uint8Array {
  return encoder.encode(write(value, 0));
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case "string":
      return writeString(value);
    case "number":
      if (!Number.isFinite(value)) throw new RangeError("NaN and the infinities have no JSON form.");
      return JSON.stringify(value); // RFC 8785 section 3.2.2.3 is ECMAScript's Number::toString; -0 becomes 0
    case "boolean":
      return value ? "true" : "false";
    case "object":
      if (value === null) return "null";
      if (depth >= maxDepth) throw new RangeError("The value is cyclic or nested too deeply.");
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value, depth + 1);
    default:
      throw new TypeError(`A ${typeof value} has no JSON form.`);
  }
}

function writeString(text: string): string {
  if (!text.isWellFormed()) throw new TypeError("The text holds a lone surrogate.");
  return JSON.stringify(text); // escapes exactly as RFC 8785 section 3.2.2.2 wants
}

function writeArray(items: readonly unknown[], depth: number): string {
  let text = "[";
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text += ",";
    text += write(items[i], depth); // a hole reads as undefined and is refused
  }
  return `${text}]`;
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  // A Date, Map or class instance would silently become something else. Objects of another realm count as plain.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError("Only plain objects have a canonical form.");
  }
  let text = "{";
  // Default sort compares UTF-16 code units (section 3.2.3).
  for (const key of Object.keys(value).sort()) {
    if (text.length > 1) text += ",";
    text += `${writeString(key)}:${write((value as Record<string, unknown>)[key], depth)}`;
  }
  return `${text}}`;
}
