import { expect, test } from "vitest";
import { isUnknownAction, portalUpdatedPage } from "./unknown-action";

const known = new Set(["40aa", "60bb"]);
const form = (fields: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};

test("a form that names an action of another build is told from one of this build, alone or with bound arguments", () => {
  expect(isUnknownAction(form({ $ACTION_ID_40aa: "" }), known)).toBe(false);
  expect(isUnknownAction(form({ $ACTION_ID_40cc: "" }), known)).toBe(true);
  const bound = (id: string) => ({ $ACTION_REF_1: "", "$ACTION_1:0": JSON.stringify({ id, bound: "$@1" }) });
  expect(isUnknownAction(form(bound("60bb")), known)).toBe(false);
  expect(isUnknownAction(form(bound("60dd")), known)).toBe(true);
  expect(isUnknownAction(form({ "$ACTION_1:0": "null" }), known)).toBe(true);
});

test("a form that names none, or a portal without a build, is left to Next", () => {
  expect(isUnknownAction(form({ q: "chair" }), known)).toBe(false);
  expect(isUnknownAction(form({ $ACTION_ID_40cc: "" }), null)).toBe(false);
});

test("the page gives back what was typed, harmless, and no secret or id", async () => {
  const sent = form({
    $ACTION_ID_40cc: "",
    ticketId: "0199",
    body: 'Dear <b>Clara</b> & "all"',
    password: "very secret",
  });
  const answer = portalUpdatedPage("n", sent, '/support?q="x"');
  expect(answer.status).toBe(409);
  const page = await answer.text();
  expect(page).toContain("Dear &lt;b&gt;Clara&lt;/b&gt; &amp; &quot;all&quot;");
  expect(page).toContain('href="/support?q=&quot;x&quot;"');
  expect(page).not.toMatch(/very secret|0199|40cc/);
});
