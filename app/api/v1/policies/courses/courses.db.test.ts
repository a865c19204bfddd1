import "@/scripts/testing/without-next";
import { beforeAll, expect, test } from "vitest";
import { twoOrganizations } from "@/lib/policies/testing/two-organizations";

const { ours, theirs, rows } = twoOrganizations();
const tokens: Record<string, string> = {};

beforeAll(async () => {
  const { createApiKey } = await import("@/lib/platform/auth/manage-api-keys");
  const permissions = ["training:write", "training:read", "policy:status"] as const;
  for (const [name, { person }] of Object.entries({ ours, theirs })) {
    const made = await createApiKey(person.admin, { name, permissions: [...permissions], validDays: 1 });
    tokens[name] = made.token;
  }
});

type Route = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
async function send(route: Route, params: Record<string, string>, data?: object, whose = "ours") {
  const method = data ? "POST" : "GET";
  const headers = { authorization: `Bearer ${tokens[whose]}`, "content-type": "application/json" };
  const search = method === "GET" ? new URLSearchParams(params).toString() : "";
  const request = new Request(`http://localhost/?${search}`, { method, headers, body: data && JSON.stringify(data) });
  const response = await route(request, { params: Promise.resolve(params) });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

test("a course is written, published and retired over the interface, and no answer to its questions ever leaves (P17)", async () => {
  const { GET: list, POST: create } = await import("./route");
  const { GET: detail } = await import("./[id]/route");
  const { POST: addLesson } = await import("./[id]/lessons/route");
  const { POST: addQuestion } = await import("./[id]/questions/route");
  const { POST: publish, DELETE: retire } = await import("./[id]/publication/route");
  const { DELETE: remove } = await import("./[id]/parts/[part_id]/route");

  const audience = [{ kind: "role", value: "employee" }];
  const course = { title: "Doors 🚪", description: "Close them.", pass_percent: 100, audience };
  const made = await send(create, {}, course);
  expect(made.status).toBe(201);
  const { id } = made.body;
  const question = {
    kind: "single",
    text: "Who comes in?",
    options: [{ text: "Anybody" }, { text: "Known faces", right: true }],
  };
  expect((await send(addLesson, { id }, { title: "Close", text: "# Close\n" })).status).toBe(201);
  const added = await send(addQuestion, { id }, question);
  expect(added.status).toBe(201);
  const truth = await send(addQuestion, { id }, { kind: "true_false", text: "Doors lock themselves.", truth: false });
  for (const text of ["*Starred", "Two\nlines"])
    expect((await send(addQuestion, { id }, { ...question, options: [{ text }, { text: "b" }] })).status).toBe(422);
  expect((await send(addLesson, { id }, { title: "Theirs", text: "x" }, "theirs")).status).toBe(404);

  const kept = await rows((tx) => tx.trainingQuestion.findMany({ orderBy: { position: "asc" } }));
  expect(kept.map(({ options, correct }) => ({ options, correct }))).toEqual([
    { options: ["Anybody", "Known faces"], correct: [1] },
    { options: ["True", "False"], correct: [1] },
  ]);
  expect((await send(remove, { id, part_id: truth.body.id }, {})).status).toBe(200);

  expect((await send(publish, { id }, {})).body).toEqual({ id, status: "published" });
  expect((await send(addLesson, { id }, { title: "More", text: "x" })).status).toBe(409);
  const seen = await send(detail, { id });
  expect(seen.body).toMatchObject({
    ...{ title: "Doors 🚪", status: "published", pass_percent: 100, lessons: [{ title: "Close", media_type: null }] },
    questions: [{ id: added.body.id, kind: "single", text: "Who comes in?" }],
  });
  expect(seen.text).not.toMatch(/correct|right|Known faces/);
  expect((await send(detail, { id }, undefined, "theirs")).status).toBe(404);
  const none = { numerator: 0, denominator: 0, rate: null };
  expect((await send(list, {})).body).toEqual({
    courses: [{ id, title: "Doors 🚪", status: "published", passed: none }],
  });
  expect((await send(list, {}, undefined, "theirs")).body).toEqual({ courses: [] });
  expect((await send(retire, { id }, {})).body).toEqual({ id, status: "retired" });
  expect((await send(retire, { id }, {})).status).toBe(409);
});

test("the records behind a figure are as many as it says, and name nobody (P19)", async () => {
  const { GET: figure } = await import("../figures/[key]/route");
  const { policyStory } = await import("@/lib/policies/testing/story");
  await (await policyStory(ours)).publish();
  const { status, body, text } = await send(figure, { key: "acknowledgement_rate" });
  expect(status).toBe(200);
  expect(body).toMatchObject({ total: body.records.length, met: 0 });
  expect(body.total).toBeGreaterThan(0);
  expect(text).not.toContain(ours.person.employee.name);
  expect((await send(figure, { key: "policy_versions_published" })).body).toMatchObject({
    total: 1,
    records: [{ reference: "POL-001 v1" }],
  });
  const past = { key: "policy_versions_published", from: "2020-01-01T00:00:00Z", to: "2020-02-01T00:00:00Z" };
  expect((await send(figure, past)).body).toMatchObject({ total: 0, records: [] });
  expect((await send(figure, { key: "invented" })).status).toBe(422);
  expect((await send(figure, { key: "policies_published" }, undefined, "theirs")).body.total).toBe(0);
});
