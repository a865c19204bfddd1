type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Change = { what: string; value: Json };

/**
 * Every small forgery of a JSON value: each text with one character changed (first, middle and last), each number raised, each boolean
 * turned, null made a text, each member removed, and one more added to each object and list.
 */
export function* everyChange(json: Json, place = "$"): Generator<Change> {
  if (Array.isArray(json)) {
    for (const [at, item] of json.entries()) {
      yield { what: `${place}[${at}] removed`, value: json.toSpliced(at, 1) };
      for (const { what, value } of everyChange(item, `${place}[${at}]`)) yield { what, value: json.with(at, value) };
    }
    yield { what: `${place} one more`, value: [...json, "x"] };
  } else if (typeof json === "object" && json !== null) {
    for (const [name, item] of Object.entries(json)) {
      const { [name]: _, ...others } = json;
      yield { what: `${place}.${name} removed`, value: others };
      for (const { what, value } of everyChange(item, `${place}.${name}`)) {
        yield { what, value: { ...json, [name]: value } };
      }
    }
    yield { what: `${place} one more`, value: { ...json, added: "x" } };
  } else for (const [how, value] of changed(json)) yield { what: `${place} ${how}`, value };
}

function changed(value: string | number | boolean | null): [string, Json][] {
  if (value === null) return [["null to text", ""]];
  if (typeof value === "number") return [["raised", value + 1]];
  if (typeof value === "boolean") return [["turned", !value]];
  if (value === "") return [["no longer empty", "x"]];
  const places = [...new Set([0, value.length >> 1, value.length - 1])];
  return places.map((at) => [`character ${at}`, value.slice(0, at) + other(value.charAt(at)) + value.slice(at + 1)]);
}

/** A character of the same kind, so that a form that is checked does not find it first. */
function other(character: string): string {
  if (/[0-9]/.test(character)) return character === "9" ? "8" : String(Number(character) + 1);
  if (/[a-f]/.test(character)) return character === "f" ? "e" : String.fromCharCode(character.charCodeAt(0) + 1);
  return character === "x" ? "y" : "x";
}
