import fc from "fast-check";
import { anyJson, text } from "./texts";

/** The parts of JSON Schema that the portal's own document uses. */
export type Schema = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
};

/** Mostly what the document asks for, with known ids of the portal, so that it gets past the first check. */
export function likely(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const variants = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (variants) return fc.oneof(...variants.map((each) => likely(each, ids)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const type = [schema.type].flat()[0];
  if (type === "object" || schema.properties) {
    const fields = Object.entries(schema.properties ?? {}).map(([name, each]) => [name, likely(each, ids)] as const);
    return fc.record(Object.fromEntries(fields), { requiredKeys: schema.required ?? [] });
  }
  if (type === "array") return fc.array(likely(schema.items ?? {}, ids), { maxLength: 3 });
  if (type === "integer" || type === "number") return fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer());
  if (type === "boolean") return fc.boolean();
  if (schema.format === "uuid") return fc.constantFrom(...ids);
  if (schema.format?.startsWith("date")) return fc.constantFrom("2026-12-24", "2026-12-24T09:00:00Z");
  return fc.oneof(fc.constant("A text"), fc.constantFrom(...ids), text);
}

/** One field of a likely body replaced by something else, one more, or another body altogether. */
export function broken(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const names = [...Object.keys(schema.properties ?? {}), "id"];
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(likely(schema, ids), fc.constantFrom(...names), anyJson).map(withField) },
    fc.tuple(likely(schema, ids), text, anyJson).map(withField),
    anyJson,
  );
}

function withField([body, name, value]: [unknown, string, unknown]): unknown {
  if (body === null || typeof body !== "object" || Array.isArray(body)) return { [name]: value };
  return Object.fromEntries([...Object.entries(body), [name, value]]);
}

/** What is no JSON, or says it is something else. */
export const noJson: fc.Arbitrary<[Uint8Array<ArrayBuffer>, string]> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom("", "{", '{"a":1}}', "[".repeat(20_000), '{"a":"\\ud800"}', "\u0000", "--x\r\n", "a=b&c=d"),
      fc.uint8Array({ maxLength: 60 }),
    ),
    fc.constantFrom(
      ...["application/json", "application/json; charset=utf-16", "text/plain", "multipart/form-data", ""],
      ...["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/octet-stream"],
    ),
  )
  .map(([body, type]) => [bytesOf(body), type]);

/** A body's bytes, as `fetch` takes them. */
export const bytesOf = (body: string | Uint8Array) =>
  new Uint8Array(typeof body === "string" ? Buffer.from(body) : body);
