import { expect, test } from "vitest";
import { isReadableAction, postedForm } from "./action-body";

function call(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return new Request("http://localhost/", { method: "POST", body, headers });
}
const isReadable = async (request: Request) => isReadableAction(request, await postedForm(request));
const script = { "next-action": "7f" };

test("what forms of ours send is read", async () => {
  const bound = { $ACTION_REF_1: "", "$ACTION_1:0": '{"id":"7f","bound":"$@1"}', "$ACTION_1:1": '[{"status":"idle"}]' };
  expect(await isReadable(call({ ...bound, email: "a@b.example" }))).toBe(true);
  expect(await isReadable(call({ "0": '[{"status":"idle"},"$K1"]', "1_email": "a" }, script))).toBe(true);
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
