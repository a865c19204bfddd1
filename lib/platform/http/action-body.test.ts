import { expect, test } from "vitest";
import { isReadableAction } from "./action-body";

function call(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  return new Request("http://localhost/", { method: "POST", body, headers });
}
const script = { "next-action": "7f" };

test("what forms of ours send is read", async () => {
  const bound = { $ACTION_REF_1: "", "$ACTION_1:0": '{"id":"7f","bound":"$@1"}', "$ACTION_1:1": '[{"status":"idle"}]' };
  expect(await isReadableAction(call({ ...bound, email: "a@b.example" }))).toBe(true);
  expect(await isReadableAction(call({ "0": '[{"status":"idle"},"$K1"]', "1_email": "a" }, script))).toBe(true);
  expect(await isReadableAction(call({ "0": '["$K1"]' }, script))).toBe(true);
});

test("what Next could not read is not", async () => {
  expect(await isReadableAction(call({ "0": "{{" }, script))).toBe(false);
  expect(await isReadableAction(call({ "0": "[1,2]" }, script))).toBe(false);
  expect(await isReadableAction(call({ "$ACTION_1:0": "{{" }))).toBe(false);
  expect(await isReadableAction(call({ "$ACTION_1:1": "null" }))).toBe(false);
  const text = { method: "POST", body: "[]", headers: { ...script, "content-type": "text/plain" } };
  expect(await isReadableAction(new Request("http://localhost/", text))).toBe(false);
  const broken = { method: "POST", body: "x", headers: { "content-type": "multipart/form-data; boundary=x" } };
  expect(await isReadableAction(new Request("http://localhost/", broken))).toBe(false);
});

test("a post that is no action is the page's own business", async () => {
  const plain = { method: "POST", body: new URLSearchParams({ a: "b" }) };
  expect(await isReadableAction(new Request("http://localhost/", plain))).toBe(true);
});
