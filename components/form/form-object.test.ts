import { expect, test } from "vitest";
import { objectOf, placeOf } from "./form-object";

const A = { ticketId: "a", version: 3, seenMessageId: "m1" };

test("a form is another one when it acts on another thing, and the same when the thing changed", () => {
  expect(objectOf(A)).toBe(objectOf({ ticketId: "a", version: 4, seenMessageId: "m2" }));
  expect(objectOf(A)).not.toBe(objectOf({ ...A, ticketId: "b" }));
  expect(objectOf({ versionId: "v", position: 1 })).not.toBe(objectOf({ versionId: "v", position: 2 }));
  // The next step of the same incident: its answer still stands there.
  expect(objectOf({ id: "i", to: "contained" })).toBe(objectOf({ id: "i", to: "closed" }));
  expect(objectOf(undefined)).toBe("");
});

test("a draft follows its thing from page to page, and never to another thing or another form about it", () => {
  expect(placeOf(A, "/support", "reply")).toBe(placeOf({ ...A, version: 4 }, "/support/tickets/a", "reply"));
  expect(placeOf(A, "/support", "reply")).not.toBe(placeOf({ ...A, ticketId: "b" }, "/support", "reply"));
  expect(placeOf(A, "/support", "reply")).not.toBe(placeOf(A, "/support", "note"));
  expect(placeOf({}, "/support/new", "Open ticket")).not.toBe(placeOf({}, "/audit/holds/new", "Open ticket"));
  const followUp = { followUpOf: "a" };
  expect(placeOf(followUp, "/support/new", "Open ticket")).not.toBe(placeOf({}, "/support/new", "Open ticket"));
});
