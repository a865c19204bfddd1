import { expect, test } from "vitest";
import { isReadableAction, postedForm } from "./action-body";

function call(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return new Request("http://localhost/", { method: "POST", body, headers });
}
const isReadable = async (request: Request) => isReadableAction(request, await postedForm(request));
const script = { "next-action": "7f" };

test("what React itself writes for a form is read", async () => {
  // @ts-expect-error: Next brings its React without types
  const { encodeReply } = await import("next/dist/compiled/react-server-dom-turbopack/client.browser");
  const form = new FormData();
  for (const [name, value] of [
    ["$ACTION_KEY", "k1"],
    ["email", "a@b.example"],
    ["note", "$1 & $$2"],
  ] as const)
    form.append(name, value);
  form.append("file", new Blob(["x"]), "a.txt");
  const message = ["Fill this in.", "$5 is too little."];
  const errors = { a: message, b: message, none: undefined };
  for (const before of [
    { status: "idle" },
    { status: "error", message: "$x", fieldErrors: errors, values: { a: "b", c: ["d"] } },
  ]) {
    const body = (await encodeReply([before, form])) as FormData;
    const request = new Request("http://localhost/", { method: "POST", body, headers: script });
    expect(await isReadable(request), JSON.stringify([...body])).toBe(true);
  }
});

test("what forms of ours send is read", async () => {
  const bound = { $ACTION_REF_1: "", "$ACTION_1:0": '{"id":"7f","bound":"$@1"}', "$ACTION_1:1": '[{"status":"idle"}]' };
  expect(await isReadable(call({ ...bound, email: "a@b.example" }))).toBe(true);
  expect(await isReadable(call({ "0": '[{"status":"idle"},"$K1"]', _1_email: "a" }, script))).toBe(true);
  expect(await isReadable(call({ "0": '["$K1"]' }, script))).toBe(true);
});

test("what Next could not read is not", async () => {
  expect(await isReadable(call({ "0": "{{" }, script))).toBe(false);
  expect(await isReadable(call({ "0": "[1,2]" }, script))).toBe(false);
  expect(await isReadable(call({ "$ACTION_1:0": "{{" }))).toBe(false);
  expect(await isReadable(call({ "$ACTION_1:1": "null" }))).toBe(false);
  const text = { method: "POST", body: "[]", headers: { ...script, "content-type": "text/plain" } };
  expect(await isReadable(new Request("http://localhost/", text))).toBe(false);
  const broken = { method: "POST", body: "x", headers: { "content-type": "multipart/form-data; boundary=x" } };
  expect(await isReadable(new Request("http://localhost/", broken))).toBe(false);
});

test("a post that is no action is the page's own business", async () => {
  const plain = { method: "POST", body: new URLSearchParams({ a: "b" }) };
  expect(await isReadable(new Request("http://localhost/", plain))).toBe(true);
});

const state = (value: unknown) => ({ "0": `[${JSON.stringify(value)},"$K1"]` });
const bound = (value: string) => ({
  $ACTION_REF_1: "",
  "$ACTION_1:0": '{"id":"7f","bound":"$@1"}',
  "$ACTION_1:1": value,
});

test("what an action gave back comes again with the next try", async () => {
  const message = ["Fill this in."];
  const given = { status: "error", message: "$$5 is too little", fieldErrors: { a: message, b: "$0:0:fieldErrors:a" } };
  expect(await isReadable(call({ ...state({ ...given, shown: "$undefined" }), _1_$ACTION: "a" }, script))).toBe(true);
  expect(await isReadable(call(bound(JSON.stringify([given]))))).toBe(true);
  expect(await isReadable(call({ $ACTION_ID_7f00: "", $ACTION_KEY: "k0123", comment: "$1:a" }))).toBe(true);
});

test.each([
  ["a way to what every object inherits", "$1:__proto__:then"],
  ["the same through the arguments", "$0:0:constructor:constructor"],
  ["another field", "$1"],
  ["a map of another field", "$Q2"],
  ["a set, a blob, a stream, a promise", "$W3"],
  ["a blob", "$B1"],
  ["a promise", "$@1"],
  ["another action", "$F1"],
  ["something to be awaited", JSON.parse('{"then":"x"}')],
  ["what every object inherits, as a name", { constructor: { x: 1 } }],
])("%s is refused, with a script and without", async (_, value) => {
  expect(await isReadable(call(state({ status: value }), script))).toBe(false);
  expect(await isReadable(call(bound(JSON.stringify([{ status: value }]))))).toBe(false);
  expect(await isReadable(call(bound(JSON.stringify([value]))))).toBe(false);
});

test.each([
  ["nested without end", "[".repeat(20_000) + "]".repeat(20_000)],
  ["nested deeper than any form", "[".repeat(40) + "]".repeat(40)],
  ["fifty thousand references", JSON.stringify(Array.from({ length: 50_000 }, () => "$0:0"))],
  ["fifty thousand values", JSON.stringify(Array.from({ length: 50_000 }, () => 1))],
])("%s is refused", async (_, value) => {
  expect(await isReadable(call({ "0": `[${value},"$K1"]` }, script))).toBe(false);
  expect(await isReadable(call(bound(`[${value}]`)))).toBe(false);
});

test("a field of the call that stands twice, or that no form writes, is refused", async () => {
  const twice = call({});
  const body = new FormData();
  body.append("0", '["$K1"]');
  body.append("0", '["$Q1","$K1"]');
  expect(await isReadable(new Request(twice.url, { method: "POST", body, headers: script }))).toBe(false);
  expect(await isReadable(call({ "0": '["$K1"]', "1": '["x"]' }, script))).toBe(false);
  expect(await isReadable(call({ _1_a: "x" }, script))).toBe(false);
  expect(await isReadable(call({ "$ACTION_1:0": '{"id":"7f","bound":"$Q1"}' }))).toBe(false);
  expect(await isReadable(call({ "$ACTION_1:0": '["x"]' }))).toBe(false);
  expect(await isReadable(call({ $ACTION_ID_zz: "" }))).toBe(false);
  expect(await isReadable(call({ $ACTION_OTHER: "" }))).toBe(false);
});
